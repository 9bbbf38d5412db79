import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { lz } from "./access-run";
import { project, type Project } from "./profiles-project";

/** Where browsers are, if playwright has none of its own. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser, or why there is none. */
async function browserOr(): Promise<Browser | string> {
  const executablePath = [process.env.CHROMIUM ?? "", chromium.executablePath(), ...PLACES].find(
    existsSync,
  );
  if (executablePath === undefined) return "there is no chromium; say where by CHROMIUM";
  try {
    return await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  } catch (error) {
    return `${executablePath} does not start: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`;
  }
}

const SHOWN = `[...document.querySelectorAll("main a")].filter((a) => a.checkVisibility())`;

describe("the page of links, in a browser", function () {
  this.timeout(60_000);
  let here: Project | undefined;
  let browser: Browser | undefined;
  let url = "";

  before(async function () {
    const found = await browserOr();
    if (typeof found === "string") {
      process.stderr.write(`\nSKIPPED: the page of links in a browser: ${found}\n\n`);
      return this.skip();
    }
    browser = found;
    here = project();
    const out = here.path("page.html");
    const ids = here.path("acme.json");
    const { code } = await lz(
      "profiles",
      "--stack",
      "acme",
      "--ids",
      ids,
      "--format",
      "html",
      "--out",
      out,
    );
    assert.equal(code, 0);
    url = pathToFileURL(out).href;
  });
  after(async () => {
    await browser?.close();
    here?.leave();
  });

  /** Opens the page, and fails for its errors and for whatever it asks of elsewhere. */
  async function withPage(
    work: (page: Page) => Promise<void>,
    colorScheme: "light" | "dark" = "light",
    javaScriptEnabled = true,
  ): Promise<void> {
    assert.ok(browser);
    const page = await browser.newPage({ colorScheme, javaScriptEnabled });
    const errors: string[] = [];
    let requests = 0;
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("request", () => (requests += 1));
    await page.goto(url);
    await work(page);
    assert.deepEqual(errors, []);
    assert.equal(requests, 1, "the page asks for nothing but itself");
    await page.close();
  }

  const links = (page: Page): Promise<string[]> =>
    page.evaluate<string[]>(`${SHOWN}.map((a) => a.getAttribute("aria-label"))`);
  const count = (page: Page): Promise<string> =>
    page.evaluate(`document.querySelector(".count").textContent`);
  const focused = (page: Page): Promise<string> =>
    page.evaluate(`document.activeElement.id || document.activeElement.getAttribute("aria-label")`);

  it("shows all, and searches by the beginnings of words", async () => {
    await withPage(async (page) => {
      assert.equal(await count(page), "14 roles in 8 accounts");
      await page.fill("#search", "prod oper");
      assert.deepEqual(await links(page), ["operations in web-production"]);
      assert.equal(await count(page), "1 role in 1 account");
      await page.fill("#search", "0007");
      assert.deepEqual(await links(page), ["operations in documents", "auditor in documents"]);
      await page.fill("#search", "nothing like it");
      assert.deepEqual(await links(page), []);
      await page.click("#clear");
      assert.equal((await links(page)).length, 14);
    });
  });

  it("narrows to a person and to types, both at once", async () => {
    await withPage(async (page) => {
      await page.selectOption("#person", { label: "grace" });
      assert.ok((await links(page)).every((name) => name.startsWith("auditor in ")));
      await page.click('.types button[data-type="core"]');
      assert.equal(await count(page), "4 roles in 4 accounts");
      await page.click('.types button[data-type="core"]');
      assert.equal(await count(page), "8 roles in 8 accounts");
    });
  });

  it("is used by keys alone", async () => {
    await withPage(async (page) => {
      await page.keyboard.press("/");
      assert.equal(await focused(page), "search");
      await page.keyboard.press("ArrowDown");
      assert.equal(await focused(page), "operations in web-production");
      await page.keyboard.press("ArrowDown");
      assert.equal(await focused(page), "developer in web-production");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.equal(await focused(page), "search");
      await page.fill("#search", "sandbox");
      await page.keyboard.press("Escape");
      assert.equal((await links(page)).length, 14);
    });
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`text stands out from its ground, ${scheme}`, async () => {
      await withPage(async (page) => {
        const low = await page.evaluate<string[]>(`(() => {
          const numbers = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
          const bright = (text) => {
            const [r, g, b] = numbers(text).map((n) => n / 255)
              .map((n) => (n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = (at) => {
            for (let one = at; one; one = one.parentElement) {
              const colour = getComputedStyle(one).backgroundColor;
              if (numbers(colour)[3] !== 0) return colour;
            }
          };
          return [...document.querySelectorAll("h1,h2,h2 span,h3,.id,.count,.sign-in,.sign-in a,.roles a,.types button,kbd,footer p")]
            .filter((one) => {
              const [a, b] = [bright(getComputedStyle(one).color), bright(ground(one))].sort((x, y) => y - x);
              return (a + 0.05) / (b + 0.05) < 4.5;
            })
            .map((one) => one.outerHTML.slice(0, 80));
        })()`);
        assert.deepEqual(low, []);
      }, scheme);
    });
  }

  it("works without its script", async () => {
    await withPage(
      async (page) => {
        assert.equal((await links(page)).length, 14);
      },
      "light",
      false,
    );
  });
});
