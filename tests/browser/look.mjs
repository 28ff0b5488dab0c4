// Looks at a report as a reader's browser does: node look.mjs REPORT.html [SENTENCE...]
//
// At 320 and 1280 pixels: no violation that axe-core can find, nothing wider than the page, no text of a drawing
// overlapping another, leaving its drawing or smaller than 14 pixels, nothing requested from outside the file. Whatever
// is folded away is looked at unfolded too: its lines open it, and no violation, nothing wider than the page, no word cut
// by anything that cannot be scrolled to. Printed, folded: a tagged PDF from which pdftotext reads every word of the
// unfolded page whole, each SENTENCE among them. One line a check; exit 1 when one fails. Needs Debian's chromium and
// poppler-utils, and `npm ci` in web/.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const widths = [320, 1280];
const smallestLetters = 14;
const [report, ...sentences] = process.argv.slice(2);
if (!report) {
  console.error('usage: node look.mjs REPORT.html [SENTENCE...]');
  process.exit(2);
}

let failed = 0;
function check(name, problems) {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const problem of problems.slice(0, 12)) {
    console.log(`       ${problem}`);
  }
  failed += problems.length > 0 ? 1 : 0;
}

async function violations(page) {
  // The page forbids scripts to itself; axe is brought in from outside of its policy (bypassCSP).
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${violation.help}`),
  );
}

// Runs in the page. Boxes of the visible texts of each visible drawing, in CSS pixels.
function lookAtDrawings(smallest) {
  const problems = { overlap: [], clipped: [], small: [] };
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) {
      continue;
    }
    const name = svg.querySelector('title')?.textContent ?? svg.getAttribute('class');
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      words: text.textContent,
      box: text.getBoundingClientRect(),
      size: Number.parseFloat(getComputedStyle(text).fontSize) * (frame.width / svg.viewBox.baseVal.width),
    }));
    for (const { words, box, size } of texts) {
      if (size < smallest - 0.05) {
        problems.small.push(`${name} "${words}" ${size.toFixed(1)} px`);
      }
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 3) {
        problems.clipped.push(`${name} "${words}"`);
      }
    }
    for (let i = 0; i < texts.length; i += 1) {
      for (let k = i + 1; k < texts.length; k += 1) {
        const a = texts[i].box;
        const b = texts[k].box;
        // A line's box holds the room above and below its letters; letters meet when the boxes share more than that.
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 0.3 * Math.min(a.height, b.height)) {
          problems.overlap.push(`${name} "${texts[i].words}" and "${texts[k].words}"`);
        }
      }
    }
  }
  return problems;
}

// Runs in the page. Words, one by one, of which a part lies outside of what can be scrolled to.
function wordsCut() {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const parent = text.parentElement;
    if (parent.closest('svg, style, .skip, .visually-hidden') || getComputedStyle(parent).clipPath !== 'none') {
      continue;
    }
    const scroll = parent.closest('.scroll');
    for (const word of text.textContent.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      // What a box of a table can be scrolled to is its scrollWidth; else it is the page.
      const frame = scroll?.getBoundingClientRect() ?? { left: 0 };
      const left = frame.left - (scroll?.scrollLeft ?? 0);
      const right = left + (scroll?.scrollWidth ?? document.documentElement.clientWidth);
      if (box.width > 0 && (box.left < left - 1 || box.right > right + 1)) {
        cut.push(word[0]);
      }
    }
  }
  return cut;
}

// Opens every fold by the line that is there for it, as a reader does. Returns those that stay shut.
async function unfold(page) {
  const lines = await page.locator('details:not([open]) > summary').all();
  for (const line of lines.reverse()) {  // a line is known by its place among those still shut
    await line.focus();
    await page.keyboard.press('Enter');
  }
  return page.evaluate(() =>
    [...document.querySelectorAll('details')]
      .filter((fold) => !fold.open || [...fold.children].some((child) => child.getBoundingClientRect().height === 0))
      .map((fold) => fold.querySelector('summary')?.textContent ?? 'a fold without a line'));
}

const tooWide = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    .then((overflow) => (overflow > 0 ? [`${overflow} px too wide`] : []));

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-quic'],
});
const folder = mkdtempSync(join(tmpdir(), 'kith-look-'));
try {
  const address = pathToFileURL(resolve(report)).href;
  let words = [];
  for (const width of widths) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    const requests = [];
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:')) {
        requests.push(request.url());
      }
    });
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready);
    check(`${width} px: nothing is requested from outside the file`, requests);
    check(`${width} px: nothing is wider than the page`, await tooWide(page));
    const drawings = await page.evaluate(lookAtDrawings, smallestLetters);
    check(`${width} px: no words of a drawing overlap`, drawings.overlap);
    check(`${width} px: no words leave their drawing`, drawings.clipped);
    check(`${width} px: no letters below ${smallestLetters} px in a drawing`, drawings.small);
    check(`${width} px: axe-core finds no violation`, await violations(page));
    const folded = await page.evaluate(() => document.documentElement.scrollHeight);
    check(`${width} px: the lines of all folds open them, from the keyboard`, await unfold(page));
    const unfolded = await page.evaluate(() => document.documentElement.scrollHeight);
    console.log(`     ${width} px: ${folded} px long, ${unfolded} px unfolded`);
    check(`${width} px: nothing is wider than the page, unfolded`, await tooWide(page));
    check(`${width} px: no word is cut, unfolded`, await page.evaluate(wordsCut));
    check(`${width} px: axe-core finds no violation, unfolded`, await violations(page));
    if (width === widths.at(-1)) {
      words = await page.evaluate(() => {
        document.querySelectorAll('.behind > summary').forEach((line) => line.remove()); // not on paper
        for (const table of document.querySelectorAll('.one-page .chart details')) {
          table.hidden = true; // not printed: its figures stand in the drawing
        }
        return document.querySelector('main').innerText.match(/\p{L}{3,}/gu) ?? [];
      });
      await page.reload();
      await page.pdf({ path: join(folder, 'report.pdf'), preferCSSPageSize: true, printBackground: true, tagged: true });
    }
    await context.close();
  }

  const pdf = join(folder, 'report.pdf');
  const plain = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const printed = new Set(plain.match(/\p{L}+/gu));
  check('print: every word comes out whole', [...new Set(words)].filter((word) => !printed.has(word)));
  const running = plain.replace(/\s+/g, ' ');
  check('print: every sentence asked for is there', sentences.filter((sentence) => !running.includes(sentence)));
  const facts = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  check('print: the document is tagged', /Tagged:\s+yes/.test(facts) ? [] : ['no tags']);
  check('print: the paper is A4', /Page size:\s+59[45][^\n]*84[12]/.test(facts) ? [] : [facts.match(/Page size.*/)?.[0] ?? 'unknown']);
} finally {
  rmSync(folder, { recursive: true });
  await browser.close();
}
process.exit(failed > 0 ? 1 : 0);
