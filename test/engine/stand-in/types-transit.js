"use strict";
// Transit gateways. A route exists in a table; what an attachment sends goes by the one table that it
// is associated with.

const { fail } = require("./aws");
const { parse } = require("./ranges");

const GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";
const TABLE = "aws:ec2transitgateway/routeTable:RouteTable";
const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const PEERING = "aws:ec2transitgateway/peeringAttachment:PeeringAttachment";
const ACCEPTER = "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter";
const ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation";
const PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation";
const ROUTE = "aws:ec2transitgateway/route:Route";
const SUBNET = "aws:ec2/subnet:Subnet";

const regionOf = ({ inputs, region }, aws) => inputs.region ?? region ?? aws.region;
const idOf = (prefix) => (_, aws) => `${prefix}-${aws.next().toString(16).padStart(17, "0")}`;
const here = (aws, type, id, region) => {
  const found = aws.find(type, id);
  return found && regionOf(found, aws) === region ? found : undefined;
};

/** The attachment as a region knows it; a peering is known in both regions once it is accepted. */
function attachment(id, inputs, aws) {
  const region = regionOf({ inputs }, aws);
  const own = here(aws, ATTACHMENT, id, region);
  if (own) return { gateway: own.inputs.transitGatewayId, peer: false };
  const peering = aws.find(PEERING, id);
  const accepted = aws.find(ACCEPTER, id);
  if (!peering) fail("InvalidTransitGatewayAttachmentID.NotFound", id);
  if (!accepted) fail("IncorrectState", `${id} is pending acceptance`);
  if (regionOf(peering, aws) === region) {
    return { gateway: peering.inputs.transitGatewayId, peer: true };
  }
  if (peering.inputs.peerRegion === region) {
    return { gateway: peering.inputs.peerTransitGatewayId, peer: true };
  }
  return fail("InvalidTransitGatewayAttachmentID.NotFound", `${id} in ${region}`);
}

/** Attachment and table belong to the same gateway. */
function checkPair({ transitGatewayAttachmentId, transitGatewayRouteTableId, ...inputs }, aws) {
  const region = regionOf({ inputs }, aws);
  const found = attachment(transitGatewayAttachmentId, inputs, aws);
  const table = here(aws, TABLE, transitGatewayRouteTableId, region);
  if (!table) fail("InvalidRouteTableID.NotFound", `${transitGatewayRouteTableId} in ${region}`);
  if (table.inputs.transitGatewayId !== found.gateway) {
    fail("InvalidParameterValue", "attachment and route table are of different gateways");
  }
  return found;
}

const pair = ({ transitGatewayAttachmentId, transitGatewayRouteTableId }) =>
  `${transitGatewayRouteTableId}_${transitGatewayAttachmentId}`;

const held = (key, types) => (resource, aws) => {
  const one = types
    .flatMap((type) => aws.all(type, aws.account))
    .find((r) => r.inputs[key] === resource.id && r !== resource);
  if (one) fail("IncorrectState", `${resource.id} has ${one.id}`);
};

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [GATEWAY]: {
    id: idOf("tgw"),
    computed: (gateway, aws) => ({
      arn: aws.arn("ec2", `transit-gateway/${gateway.id}`, { region: regionOf(gateway, aws) }),
      ownerId: aws.account,
    }),
    filledIn: ["encryptionSupport", "region"],
    replaces: ["amazonSideAsn", "defaultRouteTableAssociation", "multicastSupport", "region"],
    refuse: ({ amazonSideAsn: asn }) => {
      const isPrivate =
        (asn >= 64512 && asn <= 65534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
      if (asn !== undefined && !isPrivate) fail("InvalidParameterValue", `ASN ${asn}`);
    },
    refuseDelete: (gateway, aws) => {
      held("transitGatewayId", [ATTACHMENT, PEERING])(gateway, aws);
      held("peerTransitGatewayId", [PEERING])(gateway, aws);
    },
  },
  [TABLE]: {
    id: idOf("tgw-rtb"),
    computed: (table, aws) => ({
      arn: aws.arn("ec2", `transit-gateway-route-table/${table.id}`),
      defaultAssociationRouteTable: false,
      defaultPropagationRouteTable: false,
    }),
    filledIn: ["region"],
    replaces: ["region", "transitGatewayId"],
    refuse: (inputs, aws) => {
      if (!here(aws, GATEWAY, inputs.transitGatewayId, regionOf({ inputs }, aws))) {
        fail("InvalidTransitGatewayID.NotFound", inputs.transitGatewayId);
      }
    },
    refuseDelete: held("transitGatewayRouteTableId", [ASSOCIATION]),
  },
  [ATTACHMENT]: {
    id: idOf("tgw-attach"),
    computed: (one, aws) => ({
      arn: aws.arn("ec2", `transit-gateway-attachment/${one.id}`),
      vpcOwnerId: aws.account,
    }),
    defaults: {
      transitGatewayDefaultRouteTableAssociation: true,
      transitGatewayDefaultRouteTablePropagation: true,
    },
    filledIn: [
      "applianceModeSupport",
      "dnsSupport",
      "ipv6Support",
      "region",
      "securityGroupReferencingSupport",
    ],
    replaces: ["region", "transitGatewayId", "vpcId"],
    sets: ["subnetIds"],
    refuse: (inputs, aws, old) => {
      const region = regionOf({ inputs }, aws);
      if (!here(aws, GATEWAY, inputs.transitGatewayId, region)) {
        fail("InvalidTransitGatewayID.NotFound", inputs.transitGatewayId);
      }
      const zones = inputs.subnetIds.map((id) => {
        const subnet = here(aws, SUBNET, id, region);
        if (subnet?.inputs.vpcId !== inputs.vpcId) fail("InvalidSubnetID.NotFound", id);
        return subnet.inputs.availabilityZone;
      });
      if (zones.length === 0) fail("MissingParameter", "subnetIds");
      if (new Set(zones).size < zones.length) fail("DuplicateSubnetsInSameZone", inputs.vpcId);
      const twin = aws
        .all(ATTACHMENT, aws.account)
        .some((one) => one !== old && one.inputs.vpcId === inputs.vpcId);
      if (twin) fail("DuplicateTransitGatewayAttachment", inputs.vpcId);
    },
    refuseDelete: (one, aws) => {
      const routes = aws.all("aws:ec2/route:Route", aws.account);
      const tables = new Set(
        aws
          .all("aws:ec2/routeTable:RouteTable", aws.account)
          .filter((table) => table.inputs.vpcId === one.inputs.vpcId)
          .map(({ id }) => id),
      );
      if (routes.some((r) => r.inputs.transitGatewayId && tables.has(r.inputs.routeTableId))) {
        fail("IncorrectState", `routes of ${one.inputs.vpcId} go by ${one.id}`);
      }
    },
  },
  [PEERING]: {
    id: idOf("tgw-attach"),
    computed: (one, aws) => ({
      arn: aws.arn("ec2", `transit-gateway-attachment/${one.id}`),
      state: "pendingAcceptance",
    }),
    filledIn: ["options", "peerAccountId", "region"],
    replaces: ["peerAccountId", "peerRegion", "peerTransitGatewayId", "region", "transitGatewayId"],
    refuse: (inputs, aws, old) => {
      const region = regionOf({ inputs }, aws);
      if (!here(aws, GATEWAY, inputs.transitGatewayId, region)) {
        fail("InvalidTransitGatewayID.NotFound", inputs.transitGatewayId);
      }
      if (!here(aws, GATEWAY, inputs.peerTransitGatewayId, inputs.peerRegion)) {
        fail("InvalidTransitGatewayID.NotFound", inputs.peerTransitGatewayId);
      }
      // There is one peering between two gateways.
      const ends = (r) => [r.transitGatewayId, r.peerTransitGatewayId].sort().join();
      const twin = aws
        .all(PEERING, aws.account)
        .some((one) => one !== old && ends(one.inputs) === ends(inputs));
      if (twin) fail("DuplicateTransitGatewayAttachment", ends(inputs));
    },
  },
  [ACCEPTER]: {
    id: ({ transitGatewayAttachmentId }) => transitGatewayAttachmentId,
    computed: (one, aws) => {
      const asked = aws.find(PEERING, one.id);
      return {
        peerAccountId: aws.account,
        peerRegion: asked && regionOf(asked, aws),
        transitGatewayId: asked?.inputs.peerTransitGatewayId,
      };
    },
    filledIn: ["region"],
    replaces: ["region", "transitGatewayAttachmentId"],
    refuse: (inputs, aws) => {
      const asked = aws.find(PEERING, inputs.transitGatewayAttachmentId);
      if (asked?.inputs.peerRegion !== regionOf({ inputs }, aws)) {
        fail("InvalidTransitGatewayAttachmentID.NotFound", inputs.transitGatewayAttachmentId);
      }
    },
  },
  [ASSOCIATION]: {
    id: pair,
    filledIn: ["region"],
    replaces: ["region", "transitGatewayAttachmentId", "transitGatewayRouteTableId"],
    unreadable: ["replaceExistingAssociation"],
    refuse: (inputs, aws, old) => {
      const { gateway } = checkPair(inputs, aws);
      const twin = aws.all(ASSOCIATION, aws.account).some((one) => {
        if (one === old) return false;
        const same = one.inputs.transitGatewayAttachmentId === inputs.transitGatewayAttachmentId;
        return same && regionOf(one, aws) === regionOf({ inputs }, aws);
      });
      if (twin)
        fail("Resource.AlreadyAssociated", `${inputs.transitGatewayAttachmentId} ${gateway}`);
    },
  },
  [PROPAGATION]: {
    id: pair,
    filledIn: ["region"],
    replaces: ["region", "transitGatewayAttachmentId", "transitGatewayRouteTableId"],
    refuse: (inputs, aws) => {
      if (checkPair(inputs, aws).peer) {
        fail("InvalidParameterValue", "a peering propagates no routes");
      }
    },
  },
  [ROUTE]: {
    id: ({ transitGatewayRouteTableId, destinationCidrBlock }) =>
      `${transitGatewayRouteTableId}_${destinationCidrBlock}`,
    defaults: { blackhole: false },
    filledIn: ["region"],
    replaces: [
      "blackhole",
      "destinationCidrBlock",
      "region",
      "transitGatewayAttachmentId",
      "transitGatewayRouteTableId",
    ],
    refuse: (inputs, aws) => {
      if (parse(inputs.destinationCidrBlock) === null) {
        fail("InvalidParameterValue", inputs.destinationCidrBlock);
      }
      if (inputs.blackhole === (inputs.transitGatewayAttachmentId !== undefined)) {
        fail("InvalidParameterCombination", "a route has an attachment, or is a blackhole");
      }
      if (!inputs.blackhole) checkPair(inputs, aws);
    },
  },
};

module.exports = { types };
