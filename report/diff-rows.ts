import { wayWords } from "./diff-conditions";
import type { Part, Place, Share, Way } from "./diff-view";
import { placeWords, type Style } from "./diff-words";
import { counted, number } from "./words";

/** How much is shown of a part; what is more is counted. */
export interface Detail {
  /** Sets of accounts. */
  readonly places: number;
  /** Accounts that are named one by one. */
  readonly accounts: number;
  /** Conditions, in one set of accounts. */
  readonly ways: number;
  /** Services, for each condition. */
  readonly services: number;
  /** Actions that are named one by one, for each condition. */
  readonly actions: number;
  /** Characters of a condition. */
  readonly condition: number;
}

export const ALL: Detail = {
  places: Infinity,
  accounts: Infinity,
  ways: Infinity,
  services: Infinity,
  actions: Infinity,
  condition: Infinity,
};

const MOST: Detail = {
  places: 12,
  accounts: 8,
  ways: 12,
  services: 60,
  actions: 40,
  condition: 400,
};
const LESS: Detail = { ...MOST, places: 6, ways: 6, services: 20, actions: 12, condition: 240 };
export const LEAST: Detail = {
  places: 4,
  accounts: 8,
  ways: 2,
  services: 10,
  actions: 8,
  condition: 160,
};

/** What people want to know at first: more of what is dangerous, and of what is gained. */
export function detailOf({ gains }: Pick<Share, "gains">, { danger }: Part): Detail {
  switch (danger) {
    case "entry":
    case "permissions":
    case "data":
      return gains ? MOST : LESS;
    case "write":
      return gains ? LESS : LEAST;
    default:
      return LEAST;
  }
}

/** What changes in a set of accounts, in lines of their own. */
export interface Row {
  readonly where: string;
  readonly what: readonly string[];
}

/** The places of a part; what the detail leaves out is said in numbers, never left out. */
export function rowsOf(part: Part, detail: Detail, style: Style): readonly Row[] {
  const { places, danger } = part;
  const rows = places.slice(0, detail.places).map((place): Row => ({
    where: placeWords(place, detail.accounts, style),
    what: waysOf(danger, place, detail, style),
  }));
  const rest = places.slice(detail.places);
  if (rest.length === 0) return rows;
  const accounts = new Set(rest.flatMap((place) => place.accounts)).size;
  return [
    ...rows,
    {
      where: `${counted(accounts, "account")}, in ${counted(rest.length, "other set")}`,
      what: [numbers(rest.flatMap(({ ways }) => ways))],
    },
  ];
}

/** Is everything named that there is? */
export function isComplete({ danger, places }: Part, detail: Detail): boolean {
  return (
    places.length <= detail.places &&
    places.every(
      ({ accounts, ways }) =>
        accounts.length <= detail.accounts &&
        ways.length <= detail.ways &&
        ways.every((way) => danger === "entry" || isNamed(way, detail)) &&
        ways.every((way) => wayWords(way, detail.condition) === wayWords(way, Infinity)),
    )
  );
}

const isNamed = ({ actions }: Way, detail: Detail): boolean => actions <= detail.actions;

function waysOf(
  danger: Part["danger"],
  { ways }: Place,
  detail: Detail,
  style: Style,
): readonly string[] {
  const shown = ways.slice(0, detail.ways).map((way) => {
    const condition = wayWords(way, detail.condition, style);
    if (danger === "entry") return condition === "" ? "always" : condition;
    const services = servicesOf(way, detail, style);
    return condition === "" ? services : `${services}; ${condition}`;
  });
  const rest = ways.slice(detail.ways);
  if (rest.length === 0) return shown;
  return [...shown, `${numbers(rest)}, under ${counted(rest.length, "other condition")}`];
}

function servicesOf(way: Way, detail: Detail, style: Style): string {
  if (isNamed(way, detail)) {
    return way.services
      .map(({ service, names }) => `${style(service)}: ${names.map(style).join(", ")}`)
      .join("; ");
  }
  const shown = way.services
    .slice(0, detail.services)
    .map(({ service, names }) => `${style(service)}${FIXED}${number(names.length)}`);
  const rest = way.services.slice(detail.services);
  if (rest.length === 0) return shown.join(", ");
  const actions = rest.reduce((sum, { names }) => sum + names.length, 0);
  return [...shown, `${counted(rest.length, "more service")} (${number(actions)})`].join(", ");
}

/** A blank at which no line ends. */
export const FIXED = "\u00a0";

function numbers(ways: readonly Way[]): string {
  const services = ways.flatMap((way) => way.services);
  const actions = new Set(
    services.flatMap(({ service, names }) => names.map((name) => `${service}:${name}`)),
  );
  const different = new Set(services.map(({ service }) => service));
  return `${counted(actions.size, "action")} of ${counted(different.size, "service")}`;
}
