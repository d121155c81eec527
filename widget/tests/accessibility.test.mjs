/** Everybody can use the chat: by keyboard, screen reader, at any size and in any colours. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  animations,
  axeViolations,
  chatOf,
  eventually,
  faultsOf,
  openPage,
  PHONE,
  settled,
} from "./browser.mjs";
import { chatting } from "./chatting.mjs";
import { said, TURNS } from "./messages.mjs";
import en from "../src/strings/en.js";

const stage = chatting();

const STATES = {
  introduction: [],
  invitation: [TURNS.invitation],
  age: [TURNS.age],
  choice: [TURNS.radiation],
  "several boxes": [TURNS.cauda_equina_screen],
  "body map": [TURNS.main_site],
  duration: [TURNS.duration],
  emergency: [TURNS.emergency],
  "other emergency": [TURNS.chest_pain],
  advice: [TURNS.advice],
  "technical problem": [TURNS.problem],
};

/** The states that differ most in what is on the screen. */
const MAIN_STATES = ["several boxes", "body map", "duration", "emergency", "advice"];

async function reach(name, options) {
  const opened = await stage.open([TURNS.introduction, ...STATES[name]], options);
  if (STATES[name].length > 0) {
    await opened.chat.button("Begin").click();
    await opened.chat.log.locator(".bot").nth(1).waitFor();
    await settled(opened.page);
  }
  await opened.page.evaluate(() => {
    const { shadowRoot } = document.querySelector("backtalk-chat");
    shadowRoot.querySelectorAll("details").forEach((details) => (details.open = true));
  });
  return opened;
}

for (const [look, options, names] of [
  ["light", {}, Object.keys(STATES)],
  ["dark on a phone", { colorScheme: "dark", viewport: PHONE }, Object.keys(STATES)],
  ["more contrast", { contrast: "more" }, MAIN_STATES],
  ["forced colours", { forcedColors: "active" }, MAIN_STATES],
]) {
  test(`axe finds nothing in any state: ${look}`, async () => {
    for (const name of names) {
      const { page, close } = await reach(name, options);
      assert.deepEqual(await axeViolations(page), [], name);
      assert.deepEqual(await faultsOf(page), [], name);
      await close();
    }
  });
}

test("axe finds nothing in the dialogs and in trouble", async () => {
  const { page, chat, close } = await reach("age");
  await chat.button("My answers").click();
  assert.deepEqual(await axeViolations(page), []);
  await page.keyboard.press("Escape");
  await chat.button("Start again").click();
  assert.deepEqual(await axeViolations(page), []);
  await page.keyboard.press("Escape");
  stage.server.fail = ["500"];
  await page.getByRole("textbox", { name: "Age in years" }).fill("999");
  await page.keyboard.press("Enter");
  await chat.field.fill("hello");
  await chat.field.press("Enter");
  await chat.button("Try again").waitFor();
  assert.deepEqual(await axeViolations(page), []);
  await close();
});

test("themes given by the page keep their contrast", async () => {
  for (const theme of ["light", "dark", "contrast"]) {
    stage.server.reset([TURNS.introduction, TURNS.cauda_equina_screen]);
    const body = `<backtalk-chat mode="inline" theme="${theme}"></backtalk-chat>`;
    stage.server.page("/themed", body);
    const { page, close } = await openOwn("/themed", { colorScheme: "dark" });
    assert.deepEqual(await axeViolations(page), [], theme);
    await close();
  }
});

async function openOwn(path, options) {
  const page = await openPage(stage.browser, options);
  await page.goto(stage.server.address + path);
  await page.locator(".bot").first().waitFor();
  await settled(page);
  return { page, close: () => page.context().close() };
}

test("a whole interview goes by keyboard alone, and the focus is never lost", async () => {
  const script = [TURNS.introduction, TURNS.sex, TURNS.cauda_equina_screen, TURNS.age, TURNS.advice];
  stage.server.reset(script);
  const { page, chat, close } = await openOnPage();
  await tabTo(page, "Check your back or leg pain");
  await page.keyboard.press("Enter");
  await chat.button("Begin").waitFor();
  await tabTo(page, "Begin", "Shift+Tab");
  await page.keyboard.press("Enter");
  await chat.button("Female").waitFor();
  await tabTo(page, "Female");
  await page.keyboard.press("Space");
  await chat.button("Only these").waitFor();
  await tabTo(page, /both legs/);
  await page.keyboard.press("Space");
  await tabTo(page, "Only these");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Age in years" }).waitFor();
  await tabTo(page, "Age in years");
  await page.keyboard.type("45");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Book with a GP or physiotherapist." }).waitFor();
  await tabTo(page, "Print or save");
  await close();
});

async function openOnPage() {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.server.address}/widget/`);
  return { page, chat: chatOf(page), close: () => page.context().close() };
}

/** Presses Tab until the focus is on the control with this name; fails when it is lost. */
async function tabTo(page, name, key = "Tab") {
  const wanted = name instanceof RegExp ? name : new RegExp(`^${name}$`);
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(key);
    const here = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const label = element.labels?.[0]?.textContent ?? element.textContent;
      return element.getAttribute("aria-label") ?? label.trim();
    });
    if (wanted.test(here)) return;
  }
  assert.fail(`Tab never reaches ${name}`);
}

test("after an answer is pressed the focus is on the next answers, after typing it stays", async () => {
  const { page, chat, close } = await stage.open([TURNS.introduction, TURNS.sex, TURNS.radiation]);
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document.querySelector("backtalk-chat").shadowRoot;
      return activeElement?.className || activeElement?.localName;
    });
  await chat.button("Begin").click();
  await chat.button("Female").waitFor();
  await eventually(focused, "answer");
  await chat.field.fill("female");
  await chat.field.press("Enter");
  await chat.log.locator(".bot").nth(2).waitFor();
  await settled(page);
  await eventually(focused, "textarea");
  await close();
});

test("screen readers find a log, named controls and one alert", async () => {
  const { page, chat, close } = await reach("emergency");
  const tree = await page.locator(".panel").ariaSnapshot();
  for (const part of [
    /dialog "Back and leg pain check"/,
    /heading "Back and leg pain check" \[level=2\]/,
    /log "Conversation"/,
    /alert/,
    /link "Call 999"/,
    /textbox "Write your message"/,
    /button "Send"/,
    /button "Close"/,
  ]) {
    assert.match(tree, part);
  }
  assert.equal(await page.getByRole("alert").filter({ hasText: "Emergency" }).count(), 1);
  assert.equal(await chat.log.getAttribute("aria-live"), "polite");
  assert.equal(await chat.log.getAttribute("aria-relevant"), "additions");
  await close();
});

test("each new message is added to the log once, a reload adds none, and the alert speaks once", async () => {
  const { page, chat, close } = await stage.open([TURNS.introduction, TURNS.emergency, [said("Yes.")]]);
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("backtalk-chat");
    window.announced = [];
    const watch = (part) =>
      new MutationObserver((records) => {
        for (const { addedNodes, target } of records) {
          const live = target.closest?.("[aria-live]")?.getAttribute("aria-live") ?? "assertive";
          if (live !== "off") addedNodes.forEach(() => window.announced.push(part));
        }
      }).observe(shadowRoot.querySelector(`.${part}`), { childList: true });
    watch("log");
    watch("alarm");
  });
  await chat.button("Begin").click();
  await chat.alarm.getByRole("link").waitFor();
  await chat.field.fill("really");
  await chat.field.press("Enter");
  await page.getByText("Yes.").waitFor();
  await settled(page);
  const announced = await page.evaluate(() => window.announced);
  assert.deepEqual(announced.filter((part) => part === "alarm").length, 1);
  assert.deepEqual(announced.filter((part) => part === "log").length, 4);
  await close();
});

test("who speaks is said before each message", async () => {
  const { page, close } = await reach("choice");
  const prefixes = await page.locator(".entry > .hidden-words").allInnerTexts();
  assert.deepEqual(prefixes.map((words) => words.trim()), ["Backtalk:", "You said:", "Backtalk:"]);
  await close();
});

test("everything that is pressed is at least 24 pixels, and answers are 44", async () => {
  for (const name of ["several boxes", "duration", "advice"]) {
    const { page, close } = await reach(name, { viewport: PHONE, hasTouch: true });
    const small = await page.locator(".panel button, .panel .tick, .panel summary, .panel select").evaluateAll(
      (all) =>
        all
          .filter((control) => control.checkVisibility())
          .map((control) => [control.textContent.trim(), control.getBoundingClientRect()])
          .filter(([, { width, height }]) => Math.min(width, height) < 44)
          .map(([words, { width, height }]) => `${words}: ${width} x ${height}`),
    );
    assert.deepEqual(small, [], name);
    await close();
  }
});

for (const [look, options, style] of [
  ["320 pixels", { viewport: { width: 320, height: 640 } }, ""],
  ["400% zoom", { viewport: { width: 320, height: 256 } }, ""],
  ["200% text", { viewport: { width: 640, height: 700 } }, "html { font-size: 200% }"],
  [
    "wide text spacing",
    { viewport: PHONE },
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }",
  ],
]) {
  test(`nothing is cut off or needs sideways scrolling at ${look}`, async () => {
    for (const name of MAIN_STATES) {
      const { page, chat, close } = await reach(name, options);
      // A person's own style sheet, which no policy of the page concerns.
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, style);
      const wide = await page.locator(".panel").evaluate((panel) =>
        [panel, ...panel.querySelectorAll(".scroller, .log, .answer, .card, .entry, .composer, .alarm")]
          .filter((part) => part.scrollWidth > part.clientWidth + 1)
          .map((part) => `${part.className}: ${part.scrollWidth} > ${part.clientWidth}`),
      );
      assert.deepEqual(wide, [], name);
      const box = await chat.field.boundingBox();
      assert.ok(box.width > 80, name);
      await close();
    }
  });
}

test("very long words break instead of widening the chat", async () => {
  const long = "Donaudampfschifffahrtsgesellschaft".repeat(6);
  const { page, chat, close } = await stage.open([TURNS.introduction, [said(long)]], { viewport: PHONE });
  await chat.field.fill(long);
  await chat.field.press("Enter");
  await chat.log.locator(".bot").nth(1).waitFor();
  await settled(page);
  assert.ok(await page.locator(".scroller").evaluate((part) => part.scrollWidth <= part.clientWidth));
  await close();
});

test("a panel that covers the page keeps the focus in it, one beside the page does not", async () => {
  for (const [viewport, stays] of [
    [{ width: 640, height: 400 }, true],
    [PHONE, true],
    [{ width: 1200, height: 860 }, false],
  ]) {
    const { page, chat, close } = await stage.open([TURNS.introduction], { viewport });
    const inChat = () => page.evaluate(() => document.activeElement.tagName === "BACKTALK-CHAT");
    assert.equal(await page.getByRole("dialog").getAttribute("aria-modal"), String(stays));
    await page.getByRole("dialog").focus();
    await page.keyboard.press("Shift+Tab");
    assert.equal(await inChat(), stays, `from the panel, ${viewport.width} pixels wide`);
    await chat.button("Close").focus();
    await page.keyboard.press("Shift+Tab");
    assert.equal(await inChat(), stays, `backwards, ${viewport.width} pixels wide`);
    await page.getByText("Emergency? Call").getByRole("link").focus();
    await page.keyboard.press("Tab");
    assert.equal(await inChat(), stays, `forwards, ${viewport.width} pixels wide`);
    if (stays) {
      assert.ok(await chat.button("Close").evaluate((it) => it === it.getRootNode().activeElement));
    }
    await close();
  }
});

test("the answers are described by the question they belong to", async () => {
  const { page, chat, close } = await stage.open([TURNS.introduction, TURNS.cauda_equina_screen]);
  await chat.button("Begin").click();
  await chat.button("Only these").waitFor();
  const described = await page.locator("section.answer").evaluate((answer) => {
    const id = answer.getAttribute("aria-describedby");
    return answer.getRootNode().getElementById(id)?.textContent;
  });
  assert.equal(described, "Is any of this new since the pain began?");
  await close();
});

test("on a low screen, as zoomed to 200% or more, each turn is brought into view and an alarm stays", async () => {
  for (const viewport of [
    { width: 640, height: 400 },
    { width: 320, height: 256 },
  ]) {
    const script = [TURNS.introduction, TURNS.cauda_equina_screen, TURNS.emergency, TURNS.advice];
    const { page, chat, close } = await stage.open(script, { viewport });
    const inView = (place) =>
      eventually(
        () =>
          place.evaluate((element) => {
            const { top, bottom } = element.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
          }),
        true,
        `${viewport.width} pixels wide`,
      );
    await chat.button("Begin").click();
    await settled(page);
    await inView(page.locator(".question-tag"));
    await chat.button("None of these").click();
    await inView(chat.alarm.getByRole("link"));
    await inView(page.locator(".card-emergency .level, .level-emergency .level").first());
    await chat.field.scrollIntoViewIfNeeded();
    await inView(chat.alarm.getByRole("link"));
    await close();
  }
});

test("with less motion nothing moves, and without that wish the waiting dots do", async () => {
  for (const [reducedMotion, moves] of [
    ["reduce", false],
    ["no-preference", true],
  ]) {
    const { page, chat, close } = await stage.open([TURNS.introduction], { reducedMotion });
    stage.server.hold();
    await chat.field.fill("hello");
    await chat.field.press("Enter");
    await page.locator(".dots").waitFor();
    await eventually(async () => (await animations(page)) > 0, moves);
    stage.server.release();
    await close();
  }
});

test("every word of the widget comes from the catalogue, and right to left works", async () => {
  const pseudo = Object.fromEntries(
    Object.entries(en).map(([key, words]) => [key, `⟦${words.replace(/(\{\w+\})|([aeiou])/g, (_, slot, vowel) => slot ?? `${vowel}\u0301${vowel}`)}⟧`]),
  );
  for (const turn of [TURNS.cauda_equina_screen, TURNS.main_site, TURNS.duration, TURNS.advice]) {
    stage.server.reset([[{ text: "", buttons: [], data: {} }, ...turn]]);
    stage.server.page("/pseudo", "", { lang: "ar" });
    const page = await openPage(stage.browser, { viewport: PHONE });
    await page.goto(`${stage.server.address}/pseudo`);
    await page.evaluate(async (strings) => {
      const { registerLocale } = await import("/widget/backtalk.js");
      registerLocale("ar", strings);
      const chat = document.createElement("backtalk-chat");
      chat.setAttribute("mode", "page");
      document.querySelector("main").append(chat);
    }, pseudo);
    await page.locator(".answer, .summary-buttons").first().waitFor();
    await settled(page);
    const fromServer = JSON.stringify(turn);
    const bare = await page.locator(".panel").evaluate((panel) => {
      const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode.data.trim());
      const labels = [...panel.querySelectorAll("[aria-label], [placeholder]")].flatMap((part) =>
        ["aria-label", "placeholder"].map((name) => part.getAttribute(name)).filter(Boolean),
      );
      return [...found, ...labels].filter((words) => /[a-z]{3}/i.test(words));
    });
    const plain = (words) => JSON.stringify(words).slice(1, -1);
    const foreign = bare.filter(
      (words) => !words.includes("⟦") && !words.includes("⟧") && !fromServer.includes(plain(words)),
    );
    // The widget splits what the server says; its pieces are the server's words.
    const unknown = foreign.filter((words) => !fromServer.toLowerCase().includes(plain(words).toLowerCase()));
    assert.deepEqual(unknown, []);
    assert.equal(await page.locator(".backtalk").getAttribute("dir"), "rtl");
    assert.ok(await page.locator(".panel").evaluate((panel) => panel.scrollWidth <= panel.clientWidth));
    const send = await page.locator(".send").boundingBox();
    assert.ok(send.x < PHONE.width / 2, "the send button is on the left");
    assert.deepEqual(await axeViolations(page), []);
    await page.context().close();
  }
});

test("in Spanish every control is Spanish, and changing the locale keeps the conversation", async () => {
  stage.server.reset([TURNS.introduction, TURNS.cauda_equina_screen]);
  stage.server.page("/es", '<backtalk-chat mode="inline"></backtalk-chat>', { lang: "es" });
  const { page, close } = await openOwn("/es");
  await page.getByRole("textbox", { name: "Escriba su mensaje" }).fill("hola");
  await page.getByRole("button", { name: "Enviar" }).click();
  await page.getByText("Marque todo lo que corresponda.").waitFor();
  await page.evaluate(() => document.querySelector("backtalk-chat").setAttribute("locale", "en"));
  await page.getByText("Tick all that fit.").waitFor();
  await eventually(() => page.getByText("hola").count(), 1);
  await close();
});
