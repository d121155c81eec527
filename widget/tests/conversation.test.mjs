/** What a person can do in the chat, with messages as the bot words them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { axeViolations, chatOf, eventually, faultsOf, openPage, PHONE, settled } from "./browser.mjs";
import { chatting } from "./chatting.mjs";
import { said, TURNS } from "./messages.mjs";

const stage = chatting();
const received = () => stage.server.received;

async function begin(script, options) {
  const opened = await stage.open([TURNS.introduction, ...script], options);
  await opened.chat.button("Begin").click();
  await opened.chat.log.locator(".person:not(.waiting)").waitFor();
  await settled(opened.page);
  return opened;
}

test("the launcher opens the panel, Escape closes it and gives the focus back", async () => {
  const { page, chat, close } = await stage.open([TURNS.introduction]);
  await chat.field.press("Escape");
  await chat.log.waitFor({ state: "hidden" });
  const focused = () =>
    page.evaluate(() => document.querySelector("backtalk-chat").shadowRoot.activeElement?.className);
  assert.equal(await focused(), "launcher");
  await page.keyboard.press("Enter");
  await chat.log.waitFor();
  assert.equal(await page.locator(".bot").count(), 1, "the conversation is still there");
  await close();
});

test("the panel opens within 100 ms of the click", async () => {
  const { page, close } = await stage.open([TURNS.introduction], { path: "/widget/frame" });
  await page.goto(`${stage.server.address}/widget/`);
  const milliseconds = await page.evaluate(async () => {
    const chat = document.querySelector("backtalk-chat");
    const opening = async () => {
      chat.close();
      const started = performance.now();
      chat.shadowRoot.querySelector(".launcher").click();
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      const shown = chat.shadowRoot.querySelector(".panel").checkVisibility();
      return shown ? performance.now() - started : Infinity;
    };
    // The quickest of many, because the machine may be busy with other things.
    let quickest = Infinity;
    for (let tries = 0; tries < 40 && quickest >= 100; tries += 1) {
      quickest = Math.min(quickest, await opening());
    }
    return quickest;
  });
  assert.ok(milliseconds < 100, `${milliseconds} ms`);
  await close();
});

test("typed words are sent with Enter, and not while a character is being composed", async () => {
  const { page, chat, close } = await begin([[said("Tell me more.")], [said("I see.")]]);
  await chat.field.fill("My bottom hurts");
  await chat.field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  assert.equal(received().length, 1);
  await chat.field.press("Enter");
  await page.getByText("I see.").waitFor();
  assert.deepEqual(received(), ["/begin", "My bottom hurts"]);
  assert.equal(await chat.field.inputValue(), "");
  await close();
});

test("a pressed answer is sent as its payload and shown in its words", async () => {
  const { page, chat, close } = await begin([TURNS.sex, [said("Thank you.")]]);
  await chat.button("Female").click();
  await page.getByText("Thank you.").waitFor();
  assert.equal(received()[1], '/answer{"q": "sex", "o": "female"}');
  assert.equal(await chat.log.locator(".person").last().innerText(), "You said:\n\nFemale");
  await eventually(() => chat.button("Male").count(), 0, "old answers are gone");
  await close();
});

test("ticks alone say nothing of the other boxes; each way to send them says what it means", async () => {
  const ways = [
    ["Only these", "absent"],
    ["These, not sure about the rest", "unsure"],
  ];
  for (const [button, rest] of ways) {
    const { page, chat, close } = await begin([TURNS.cauda_equina_screen, [said("Noted.")]]);
    await chat.button(button).click();
    await page.getByText("Tick at least one, or choose another answer.").waitFor();
    assert.equal(received().length, 1);
    await chat.box(/^A change with my pee/).check();
    await chat.box(/both legs/).check();
    await chat.button(button).click();
    await page.getByText("Noted.").waitFor();
    assert.deepEqual(JSON.parse(received()[1].slice("/answer".length)), {
      q: "cauda_equina_screen",
      o: "bladder_change+bilateral_leg_symptoms",
      rest,
    });
    await close();
  }
});

test("none of these, not sure and rather not say are three different answers", async () => {
  const ways = [["None of these", "none"], ["Not sure", "unsure"], ["Rather not say", "declined"]];
  for (const [button, option] of ways) {
    const { page, chat, close } = await begin([TURNS.cauda_equina_screen, [said("Noted.")]]);
    await chat.button(button).click();
    await page.getByText("Noted.").waitFor();
    assert.equal(JSON.parse(received()[1].slice("/answer".length)).o, option);
    await close();
  }
});

test("an age must be a number that somebody can have", async () => {
  const { page, chat, close } = await begin([TURNS.age, [said("Noted.")]]);
  const field = page.getByRole("textbox", { name: "Age in years" });
  for (const wrong of ["", "old", "-3", "300"]) {
    await field.fill(wrong);
    await field.press("Enter");
    await page.getByText("Enter a number from 0 to 120.").waitFor();
  }
  assert.equal(received().length, 1);
  await field.fill("45");
  await field.press("Enter");
  await page.getByText("Noted.").waitFor();
  assert.equal(received()[1], "45");
  await close();
});

test("a span of time is given as a number and a unit", async () => {
  const { page, chat, close } = await begin([TURNS.duration, [said("Noted.")]]);
  await page.getByRole("textbox", { name: "How long" }).fill("1,5");
  await page.getByRole("combobox", { name: "Unit" }).selectOption("months");
  await chat.answer.getByRole("button", { name: "Send" }).click();
  await page.getByText("Noted.").waitFor();
  assert.equal(received()[1], "For 1.5 months");
  await close();
});

test("the drawing, its keys and the list of places change the same choice", async () => {
  const sent = [];
  const choices = [
    async ({ page }) => {
      await page.locator('[data-place="buttock.left"]').click();
      await page.locator('[data-place="calf.left"]').first().click();
    },
    async ({ page }) => {
      const back = page.getByRole("group", { name: "Back" });
      await back.locator('[tabindex="0"]').focus();
      for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
      await page.locator('[data-place="buttock.left"]').focus();
      await page.keyboard.press("Space");
      await page.locator('[data-place="calf.left"]').first().focus();
      await page.keyboard.press("Enter");
    },
    async ({ page }) => {
      await page.getByText("List of places").click();
      await page.locator(".tick-columns").getByLabel("left buttock").check();
      await page.locator(".tick-columns").getByLabel("left calf or shin").check();
    },
  ];
  for (const choose of choices) {
    const opened = await begin([TURNS.main_site, [said("Noted.")]]);
    await choose(opened);
    await opened.page.getByText("The pain goes to the knee or below it.").waitFor();
    await opened.chat.button("Send these places").click();
    await opened.page.getByText("Noted.").waitFor();
    sent.push(received()[1]);
    await opened.close();
  }
  const sentence =
    "I have pain in my left buttock and my left calf. It hurts the most in my left buttock.";
  assert.deepEqual(sent, [sentence, sentence, sentence]);
});

test("arrow keys walk over the drawing to the nearest place", async () => {
  const { page, close } = await begin([TURNS.main_site]);
  const back = page.getByRole("group", { name: "Back" });
  await back.locator('[tabindex="0"]').focus();
  const walked = [];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
    await page.keyboard.press(key);
    walked.push(await back.locator('[tabindex="0"]').getAttribute("data-place"));
  }
  assert.deepEqual(walked, ["mid_back", "low_back.right", "low_back.left", "low_back.right"]);
  await close();
});

test("every question tells why it is asked", async () => {
  const { page, close } = await begin([TURNS.cauda_equina_screen]);
  await page.getByText("Why this question?").click();
  await page.getByText("Any one of these can mean that nerves need help within hours.").waitFor();
  await close();
});

test("progress is what the server says, safety questions apart", async () => {
  const { page, close } = await begin([TURNS.cauda_equina_screen]);
  const { progress } = TURNS.cauda_equina_screen[0].data;
  const words = `Question ${progress.asked + 1} · about ${progress.about_left} left · ${progress.safety_left} on safety`;
  assert.equal(await page.locator("progress").getAttribute("aria-label"), words);
  await close();
});

test("an emergency stays in sight with a number to call, until the advice is another", async () => {
  const { page, chat, close } = await begin([TURNS.emergency, [said("I hear you.")], TURNS.advice]);
  const call = chat.alarm.getByRole("link", { name: "Call 999" });
  assert.equal(await call.getAttribute("href"), "tel:999");
  await page.getByText("Please check me for cauda equina syndrome").waitFor();
  await chat.field.fill("really?");
  await chat.field.press("Enter");
  await page.getByText("I hear you.").waitFor();
  await call.waitFor();
  await page.reload();
  await call.waitFor();
  await chat.field.fill("That was years ago and was checked");
  await chat.field.press("Enter");
  await page.getByRole("heading", { name: "Book with a GP or physiotherapist." }).waitFor();
  await eventually(() => call.count(), 0);
  await close();
});

test("an emergency that is not about this pain is shown the same way", async () => {
  const { chat, close } = await begin([TURNS.chest_pain]);
  await chat.alarm.getByRole("link", { name: "Call 999" }).waitFor();
  await close();
});

test("beside an emergency of another kind nothing stands that could wait", async () => {
  const { chat, close } = await begin([TURNS.advice, TURNS.chest_pain]);
  await chat.button("Print or save").waitFor();
  await chat.field.fill("My chest hurts");
  await chat.field.press("Enter");
  await chat.alarm.getByRole("link", { name: "Call 999" }).waitFor();
  await eventually(() => chat.button("Print or save").count(), 0);
  await close();
});

test("starting again is offered in one place, where it asks first and erases", async () => {
  const { chat, close } = await begin([TURNS.advice]);
  await chat.button("Summary to show").waitFor();
  assert.equal(await chat.button("Start again").count(), 1);
  await close();
});

test("an answer to one's own question comes with its sources on demand", async () => {
  const told = {
    text: "It is a name for pain.\nThis rests on:\n- NHS. Sciatica.\n- BMJ 2007.",
    buttons: [],
    data: {
      kind: "statement",
      about: "answer",
      answer: { topic: "what_sciatica" },
      sources: [
        { id: "NHS", words: "NHS. Sciatica.", url: "https://www.nhs.uk/conditions/sciatica/" },
        { id: "BMJ", words: "BMJ 2007.", url: null },
      ],
    },
  };
  const { page, close } = await begin([[told]]);
  const answer = page.locator(".bot").last();
  await answer.getByText("Sources (2)").waitFor();
  assert.equal(await answer.getByText("NHS. Sciatica.").isVisible(), false);
  assert.equal(await answer.getByText("This rests on:").count(), 0);
  await answer.getByText("Sources (2)").click();
  await answer.getByRole("link", { name: "NHS. Sciatica." }).waitFor();
  await answer.getByText("BMJ 2007.").waitFor();
  await close();
});

test("the advice shows how soon, whom, patterns, self-care, warning signs and what would change it", async () => {
  const { page, close } = await begin([TURNS.advice]);
  const { assessment } = TURNS.advice[0].data;
  for (const words of [
    assessment.disposition.who,
    assessment.disposition.say,
    "What you can do yourself",
    "Keep this list: when to get help",
    "What would change this advice",
  ]) {
    await page.getByText(words).first().waitFor();
  }
  const [first] = assessment.differential;
  const pattern = page.locator(".pattern", { hasText: first.name });
  await pattern.locator("summary").first().click();
  for (const heading of ["For it", "Against it", "Not known"]) {
    await pattern.getByRole("heading", { name: heading }).waitFor();
  }
  for (const direction of ["for", "not_known"]) {
    assert.ok((await pattern.locator(`.evidence-${direction} li`).count()) > 0, direction);
  }
  await pattern.getByText(/^Sources/).click();
  assert.ok((await pattern.locator(".sources li").count()) > 0);
  await close();
});

test("self-care comes in stages, and every drawing is shown and told in words", async () => {
  const { page, close } = await begin([TURNS.advice]);
  const { plan } = TURNS.advice.find(({ data }) => data.about === "self_care").data;
  const card = page.locator(".card-care");
  for (const { heading } of plan) await card.getByRole("heading", { name: heading }).waitFor();
  const drawings = plan.flatMap(({ steps }) => steps).flatMap(({ drawing }) => drawing ?? []);
  assert.ok(drawings.length > 0);
  for (const { title, description } of drawings) {
    await card.getByText(description).waitFor();
    const picture = card.getByRole("img", { name: title });
    await eventually(() => picture.evaluate((img) => img.complete && img.naturalWidth > 0), true);
  }
  assert.deepEqual(await faultsOf(page), []);
  await close();
});

test("where pictures are forbidden the drawings are told in words alone", async () => {
  const policy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
  stage.server.reset([TURNS.introduction, TURNS.advice]);
  const address = stage.server.page("/bare", '<backtalk-chat mode="inline"></backtalk-chat>', { policy });
  const page = await openPage(stage.browser);
  await page.goto(address);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.locator("figcaption").first().waitFor();
  await eventually(() => page.locator(".drawing").count(), 0);
  await page.context().close();
});

test("the card to keep is acknowledged once, the server is told, and a reload remembers", async () => {
  const { page, chat, close } = await begin([TURNS.advice, TURNS.acknowledged]);
  const read = page.locator(".card-keep").getByRole("button", { name: "I have read this card" });
  await read.click();
  await page.getByText("I have noted that you have seen it.").waitFor();
  assert.equal(received()[1], "/acknowledge");
  await eventually(() => read.isDisabled(), true);
  await page.reload();
  await page.getByText("I have noted that you have seen it.").waitFor();
  await eventually(() => read.isDisabled(), true);
  await chat.button("Print or save").waitFor();
  await close();
});

test("without leg pain the list of warning signs itself is acknowledged", async () => {
  const { page, close } = await begin([TURNS.strain, TURNS.acknowledged]);
  await page.locator(".card-net").getByRole("button", { name: "I have read this list" }).click();
  await page.getByText("I have noted that you have seen it.").waitFor();
  assert.equal(received()[1], "/acknowledge");
  await close();
});

test("a code for the desk is made when it is asked for, and shown to be read out", async () => {
  const { page, chat, close } = await begin([TURNS.advice]);
  await chat.button("Code for the desk").click();
  const dialog = page.getByRole("dialog", { name: "Code for the desk" });
  assert.equal(stage.server.codes.length, 0);
  stage.server.fail = ["500"];
  await dialog.getByRole("button", { name: "Make a code" }).click();
  await dialog.getByText("That did not work.").waitFor();
  await dialog.getByRole("button", { name: "Make a code" }).click();
  await dialog.getByText("K7M-4WX-9RF").waitFor();
  await dialog.getByText("K, 7, M, 4, W, X, 9, R, F").waitFor({ state: "attached" });
  assert.equal(stage.server.codes.length, 1);
  assert.ok(await dialog.evaluate((it) => it.contains(it.getRootNode().activeElement)));
  assert.deepEqual(await axeViolations(page), []);
  await close();
});

test("host pages hear opening, result and emergency, without anything a person said", async () => {
  const { page, chat, close } = await stage.open([
    TURNS.introduction,
    TURNS.advice,
    TURNS.acknowledged,
    TURNS.emergency,
  ]);
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ["open", "close", "result", "emergency", "safety-net"]) {
      addEventListener(`backtalk-${name}`, ({ type, detail }) => window.heard.push([type, detail]));
    }
  });
  await chat.button("Begin").click();
  await chat.button("I have read this card").click();
  await settled(page);
  await chat.field.fill("I cannot feel my bottom");
  await chat.field.press("Enter");
  await chat.alarm.getByRole("link").waitFor();
  await settled(page);
  await chat.button("Close").click();
  assert.deepEqual(await page.evaluate(() => window.heard), [
    ["backtalk-result", { level: "routine" }],
    ["backtalk-safety-net", { read: true }],
    ["backtalk-emergency", {}],
    ["backtalk-close", {}],
  ]);
  await close();
});

test("my answers lists what the server understood, and each can be changed", async () => {
  const script = [TURNS.sex, TURNS.cauda_equina_screen, TURNS.age, [said("Noted.")]];
  const { page, chat, close } = await begin(script);
  await chat.button("Female").click();
  await chat.button("Only these").waitFor();
  await chat.button("My answers").click();
  const dialog = page.getByRole("dialog", { name: "My answers" });
  assert.deepEqual(await dialog.locator("dt").allInnerTexts(), [
    "How old are you?",
    "What sex were you given at birth?",
  ]);
  assert.deepEqual(await dialog.locator("dd:not(.answered-change)").allInnerTexts(), [
    "Age 45",
    "Female",
  ]);
  await dialog.getByRole("button", { name: "Change" }).first().click();
  await page.getByRole("textbox", { name: "Age in years" }).waitFor();
  assert.equal(received()[2], '/go_back{"q": "age"}');
  await close();
});

test("under each answered question stands why it was asked and the way to change it", async () => {
  const script = [TURNS.sex, TURNS.cauda_equina_screen, TURNS.sex];
  const { page, chat, close } = await begin(script);
  await chat.button("Female").click();
  await chat.button("Only these").waitFor();
  const asked = page.locator('[data-question="sex"]').first();
  await asked.getByText("Why this question?").click();
  await asked.getByText("A few causes of pain affect women and men in different ways.").waitFor();
  assert.equal(
    await page.locator('[data-question="cauda_equina_screen"] .question-foot').isVisible(),
    false,
    "not yet answered",
  );
  await asked.getByRole("button", { name: "Change this answer" }).click();
  await chat.button("Female").waitFor();
  assert.equal(received()[2], '/go_back{"q": "sex"}');
  await page
    .getByText("Change my answer: What sex were you given at birth?")
    .waitFor();
  await close();
});

test("a changed answer shows the advice before and now, and what changed it", async () => {
  const { page, close } = await begin([TURNS.strain, TURNS.changed]);
  await page.getByRole("textbox", { name: "Write your message" }).fill("it goes past my knee");
  await page.keyboard.press("Enter");
  const card = page.locator(".card-changed");
  const { before, now } = TURNS.changed[0].data;
  const words = { self_care: "Self-care", routine: "Routine", soon: "Soon" };
  assert.notEqual(before.level, now.level);
  await eventually(
    () => card.locator("dd").allInnerTexts().then((all) => all.map((one) => one.split("\n").at(-1))),
    [words[before.level], words[now.level]],
  );
  await card.getByText(/^What changed it:/).waitFor();
  await close();
});

test("clearing asks first, erases on the server, and leaves nothing in the tab", async () => {
  const { page, chat, close } = await begin([[said("Thank you.")]]);
  await chat.field.fill("a private thing");
  await chat.field.press("Enter");
  await chat.button("Start again").click();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal(stage.server.erased.length, 0);
  await chat.button("Start again").click();
  await chat.button("Yes, clear everything").click();
  await chat.button("Begin").waitFor();
  assert.equal(stage.server.erased.length, 1);
  assert.equal(await page.getByText("a private thing").count(), 0);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  assert.doesNotMatch(kept, /private/);
  assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
  await close();
});

/** Keeps the print window shut, which headless Chromium does not have; the rest is real. */
async function withoutPrintWindow(page) {
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("backtalk-chat");
    const root = shadowRoot.querySelector(".backtalk");
    const append = root.append.bind(root);
    root.append = (node) => {
      append(node);
      if (node.localName === "iframe") node.contentWindow.print = () => (window.printed = true);
    };
  });
}

test("the summary is printed by itself, with advice and answers and nothing of the page", async () => {
  const { page, chat, close } = await begin([TURNS.advice]);
  await withoutPrintWindow(page);
  await chat.button("Print or save").click();
  const paper = page.frameLocator(".print-frame");
  await paper.getByRole("heading", { name: "Summary" }).waitFor({ state: "attached" });
  await page.waitForFunction(() => window.printed);
  const text = await paper.locator("body").textContent();
  for (const words of ["Routine", "Keep this list", "What sex were you given at birth?", "female"]) {
    assert.ok(text.includes(words), words);
  }
  assert.ok(!text.includes("Elm Street"), "nothing of the page around it");
  assert.ok(
    await paper.locator("img").first().evaluate((img) => img.naturalWidth > 0),
    "drawings are there before printing",
  );
  assert.deepEqual(await faultsOf(page), []);
  await close();
});

test("the card to keep is printed alone", async () => {
  const { page, chat, close } = await begin([TURNS.advice]);
  await withoutPrintWindow(page);
  await chat.button("Print this card").click();
  await page.waitForFunction(() => window.printed);
  const paper = page.frameLocator(".print-frame");
  const text = await paper.locator("body").textContent();
  assert.match(text, /Please check me for cauda equina syndrome/);
  assert.doesNotMatch(text, /What you can do yourself/);
  await close();
});

test("hostile text of bot and person stays text", async () => {
  const evil =
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> ' +
    "[tap](javascript:window.hacked=1) **<b>bold</b>** https://example.org/a";
  const script = [
    [{ text: evil, buttons: [{ title: evil, payload: "/x" }], data: { kind: "statement", about: evil } }],
    [{ text: evil, buttons: [], data: { kind: "question", question: { id: evil, kind: "multiple", findings: [evil], options: [{ id: evil, title: evil, payload: evil }], text: evil, why: evil, hint: evil } } }],
    [{ text: evil, buttons: "none", data: [] }, { text: 7 }, {}],
  ];
  const { page, chat, close } = await begin(script);
  await chat.field.fill(evil);
  await chat.field.press("Enter");
  await chat.log.locator(".person").nth(1).waitFor();
  await chat.field.fill("go on");
  await chat.field.press("Enter");
  await chat.log.locator(".bot").nth(5).waitFor();
  await settled(page);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await chat.log.locator("img, script").count(), 0);
  const links = await chat.log.locator("a").evaluateAll((all) => all.map(({ href }) => href));
  assert.ok(links.every((href) => /^(https:|tel:)/.test(href)), links.join(" "));
  assert.deepEqual(await faultsOf(page), []);
  await close();
});

test("a message that is too long is not sent and not lost", async () => {
  const { page, chat, close } = await begin([[said("Thank you.")]]);
  await chat.field.fill("a".repeat(4010));
  await chat.field.press("Enter");
  await page.getByText("That is too long by 10 characters. Please send it in parts.").waitFor();
  assert.equal((await chat.field.inputValue()).length, 4010);
  await close();
});

test("on a phone the chat fills the screen and nothing is wider than it", async () => {
  const { page, close } = await begin([TURNS.main_site], { viewport: PHONE, hasTouch: true });
  const box = await page.locator(".panel").boundingBox();
  assert.deepEqual([box.width, box.height], [PHONE.width, PHONE.height]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await close();
});

test("nothing on the screen jumps, neither at the start nor when an answer comes late", async () => {
  for (const path of ["/widget/", "/widget/frame"]) {
    const script = [TURNS.introduction, TURNS.sex, TURNS.cauda_equina_screen, TURNS.advice];
    stage.server.reset(script);
    const page = await openPage(stage.browser, { viewport: PHONE });
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries()) {
          if (hadRecentInput) continue;
          window.shifts.push([value, ...sources.map(({ previousRect: a, currentRect: b }) => [a.x, a.y, a.width, a.height, "->", b.x, b.y, b.width, b.height].map((n) => Math.round(n) || n).join(" "))]);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(stage.server.address + path);
    const chat = chatOf(page);
    if (path === "/widget/") await chat.launcher.click();
    for (const answer of ["Begin", "Female", "None of these"]) {
      await chat.answer.getByRole("button", { name: answer, exact: true }).waitFor();
      stage.server.hold();
      await chat.button(answer).click();
      await page.getByText("Writing an answer").waitFor();
      // What comes within half a second of a click counts as wanted by the person.
      await page.waitForTimeout(600);
      stage.server.release();
      await settled(page);
    }
    await page.locator(".card-advice").waitFor();
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
    const total = await page.evaluate(() => window.shifts.reduce((sum, [value]) => sum + value, 0));
    assert.ok(total < 0.001, `${path}: ${JSON.stringify(await page.evaluate(() => window.shifts))}`);
    await page.context().close();
  }
});
