import { counted } from "./words";
import { indented, wrap } from "./wrap";

/** A refusal as it is shown; `urn` is empty for the whole stack. */
export interface ShownRefusal {
  readonly rule: string;
  readonly sentence: string;
  readonly urn: string;
  readonly found: string;
  readonly allowed: string;
  readonly fix: string;
}

export interface ShownPreviewCheck {
  readonly refusals: readonly ShownRefusal[];
  readonly unseen: readonly string[];
  readonly judged: number;
}

/** What a check of a preview found, for people: by rule, then what it could not see, then the verdict. */
export function previewCheckText({ refusals, unseen, judged }: ShownPreviewCheck): string {
  const rules = [...new Set(refusals.map(({ rule }) => rule))];
  const blocks = rules.map((name) => {
    const own = refusals.filter(({ rule }) => rule === name);
    return [
      hanging("REFUSED  ", `${name}: ${own[0]?.sentence ?? ""}`),
      ...own.map(({ found, allowed, fix }) =>
        indented(
          [
            wrap(`- ${found}`, "  ", 93),
            wrap(`  allowed: ${allowed}`, "    ", 93),
            wrap(`  fix: ${fix}`, "    ", 93),
          ].join("\n"),
          "  ",
        ),
      ),
    ].join("\n");
  });
  const notes = unseen.map((one) => hanging("not seen  ", one));
  const found = refusals.length === 0 ? "nothing is refused" : counted(refusals.length, "refusal");
  const verdict = `${counted(judged, "resource")}: ${found}`;
  return [...blocks, ...(notes.length === 0 ? [] : [notes.join("\n")]), verdict].join("\n\n");
}

export function previewCheckJson({ refusals, unseen, judged }: ShownPreviewCheck): unknown {
  return { ok: refusals.length === 0, judged, refusals, unseen };
}

function hanging(title: string, text: string): string {
  return wrap(`${title}${text}`, " ".repeat(title.length), 100);
}
