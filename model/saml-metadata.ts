import { LIMITS } from "./limits";
import type { Finding } from "./problem";
import { readXml, type XmlElement } from "./xml";

type Fault = Pick<Finding, "message" | "fix">;

const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

/** What to do about a file that is something else. */
const EXPORT =
  "export the metadata of the application for AWS from the identity provider, and put that file there";

/**
 * What is wrong with an identity provider's metadata, as AWS takes it: one provider, with a certificate
 * for its signatures, in force on a day. The file is no secret, and holds none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
 */
export function metadataFault(text: string, now: Date): Fault | undefined {
  const { samlMetadataMin: least, samlMetadataMax: most } = LIMITS;
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return {
      message: "holds a private key, with which anybody could sign in as anybody",
      fix: "make another key at the identity provider, delete this one everywhere, and export the metadata, which needs no private key",
    };
  }
  if (text.length < least.value || text.length > most.value) {
    return {
      message: `has ${text.length} characters; AWS takes ${least.value} to ${most.value}`,
      fix: EXPORT,
    };
  }
  const read = readXml(text);
  if (!read.ok) return { message: `is not XML as metadata is: ${read.fault}`, fix: EXPORT };
  return entityFault(read.root) ?? expiryFault(read.root, now);
}

function entityFault(root: XmlElement): Fault | undefined {
  if (!is(root, METADATA, "EntityDescriptor")) {
    return {
      message: `begins with <${root.name}>; allowed: one EntityDescriptor of SAML 2.0`,
      fix: is(root, METADATA, "EntitiesDescriptor")
        ? "take the EntityDescriptor of the one identity provider out of it"
        : EXPORT,
    };
  }
  const providers = root.children.filter((child) => is(child, METADATA, "IDPSSODescriptor"));
  if (providers.length === 0) {
    return {
      message: "is not of an identity provider: it has no IDPSSODescriptor",
      fix: root.children.some((child) => is(child, METADATA, "SPSSODescriptor"))
        ? `it is of a service that people sign in to, such as AWS itself: ${EXPORT}`
        : EXPORT,
    };
  }
  if (!providers.some(hasSigningCertificate)) {
    return {
      message: "has no certificate for signatures, so that AWS could believe nothing that it signs",
      fix: EXPORT,
    };
  }
  return undefined;
}

/** A key without use is for signatures, too. */
function hasSigningCertificate(provider: XmlElement): boolean {
  return provider.children
    .filter((child) => is(child, METADATA, "KeyDescriptor"))
    .filter(({ attributes }) => (attributes.get("use") ?? "signing") === "signing")
    .some((key) => below(key, SIGNATURE, "X509Certificate").some(isCertificate));
}

/** Base64 of something as long as the shortest certificates. */
function isCertificate({ text }: XmlElement): boolean {
  const base64 = text.replaceAll(/\s/g, "");
  return base64.length > 200 && /^MI[A-Za-z0-9+/]+={0,2}$/.test(base64);
}

function expiryFault({ attributes }: XmlElement, now: Date): Fault | undefined {
  const until = attributes.get("validUntil");
  if (until === undefined) return undefined;
  const end = Date.parse(until);
  if (end > now.getTime()) return undefined;
  return {
    message: Number.isNaN(end)
      ? `is valid until "${until}", which is no time`
      : `was valid until ${until}`,
    fix: "export it again from the identity provider",
  };
}

const is = ({ namespace, name }: XmlElement, space: string, local: string): boolean =>
  namespace === space && name === local;

function below(element: XmlElement, space: string, local: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [
    ...(is(child, space, local) ? [child] : []),
    ...below(child, space, local),
  ]);
}
