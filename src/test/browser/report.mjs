// Looks at a page of `report` in a real Chromium: node report.mjs PAGE SCREENSHOTS
// Prints what is wrong, a line each, and ends with 1; or what was looked at, and ends with 0.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [file, screenshots] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const problems = [];
const seen = [];
const check = (what, actual, expected) => {
  const same = JSON.stringify(actual) === JSON.stringify(expected);
  seen.push(what);
  if (!same) {
    problems.push(`${what}: ${JSON.stringify(actual)} and not ${JSON.stringify(expected)}`);
  }
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync',
    '--no-first-run', '--disable-component-update'],
});

async function open(options = {}, path = url) {
  const page = await (await browser.newContext(options)).newPage();
  page.on('console', message => problems.push(`console: ${message.text()}`));
  page.on('pageerror', error => problems.push(`error: ${error.message}`));
  page.on('request', request => {
    if (request.url() !== path && !request.url().startsWith('data:')) {
      problems.push(`request: ${request.url()}`);
    }
  });
  await page.goto(path);
  return page;
}

/** What is in the page, filtered by hand: the truth that filters are held against. */
const periods = page => page.$$eval('[data-state]', all => all.map(one => ({
  client: one.dataset.client, period: one.dataset.period, state: one.dataset.state,
  verdicts: Array.from(one.querySelectorAll('[data-verdict]'), row => row.dataset.verdict),
  text: one.textContent.toLowerCase(),
})));
const shown = page => page.$$eval('[data-state]', all => all.filter(one => !one.hidden).length);

const page = await open({viewport: {width: 1280, height: 900}, locale: 'de-DE'});
const all = await periods(page);
check('periods are shown before any filter', await shown(page), all.length);
for (const [name, fits] of [
  ['client', (one, value) => one.client === value],
  ['period', (one, value) => one.period === value],
  ['state', (one, value) => one.state === value],
  ['verdict', (one, value) => one.verdicts.includes(value)],
]) {
  const values = await page.$$eval(`select[name=${name}] option`, options =>
    options.map(option => option.value).filter(value => value));
  if (values.length === 0) {
    problems.push(`the filter ${name} has nothing to choose`);
  }
  for (const value of values) {
    await page.selectOption(`select[name=${name}]`, value);
    check(`filter ${name} = ${value}`, await shown(page),
      all.filter(one => fits(one, value)).length);
  }
  await page.click('button[type=reset]');
  await page.waitForTimeout(50);
  check(`all again after ${name}`, await shown(page), all.length);
}
const needle = (await page.textContent('.campaigns tbody th bdi')).toLowerCase();
await page.fill('input[name=search]', needle);
check(`search for ${needle}`, await shown(page),
  all.filter(one => one.text.includes(needle)).length);
check('rows found', await page.$$eval('.campaigns tbody tr', (rows, text) =>
  rows.filter(row => !row.hidden && !row.closest('[hidden]'))
    .every(row => row.textContent.toLowerCase().includes(text)), needle), true);
await page.click('button[type=reset]');
await page.waitForTimeout(50);

// Numbers are written in German, and sorted as numbers all the same.
const spend = 'details[open] .campaigns';
const column = () => page.$eval(spend, table =>
  Array.from(table.tBodies[0].rows, row => row.cells[1].textContent));
const number = text => Number(text.replaceAll('.', '').replace(',', '.'));
check('German numbers', (await column())[0].includes(','), true);
for (const [sort, sign] of [['descending', -1], ['ascending', 1]]) {
  await page.focus(`${spend} thead th:nth-child(2) button`);
  await page.keyboard.press('Enter');
  const values = (await column()).map(number);
  check(`sorted ${sort} by keyboard`, values,
    values.slice().sort((one, other) => sign * (one - other)));
  check(`told as ${sort}`, await page.getAttribute(`${spend} thead th:nth-child(2)`, 'aria-sort'),
    sort);
}

// A link of the overview opens what is folded.
const folded = await page.$eval('details:not([open])', one => one.id).catch(() => null);
if (folded) {
  await page.click(`.overview a[href="#${folded}"]`);
  await page.waitForTimeout(50);
  check('a link unfolds', await page.$eval(`[id="${folded}"]`, one => one.open), true);
}
check('names stay text', await page.$$eval('script', scripts => scripts.length), 1);

for (const scheme of ['light', 'dark']) {
  await page.emulateMedia({colorScheme: scheme});
  await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
  // By the debugger, as the page's own policy lets no other script in.
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', {expression: axe});
  const found = await client.send('Runtime.evaluate',
    {expression: 'axe.run().then(result => JSON.stringify(result.violations))',
      awaitPromise: true});
  const violations = JSON.parse(found.result.value ?? '[{"impact":"critical","id":"axe did not run"}]');
  check(`axe-core finds nothing serious in ${scheme}`,
    violations.filter(one => ['serious', 'critical'].includes(one.impact))
      .map(one => `${one.id} ${one.nodes?.[0]?.html?.slice(0, 160)}`), []);
  await page.screenshot({path: `${screenshots}/1280-${scheme}.png`, fullPage: true});
}

// As Jenkins and mail show it: no script, no style.
const blocked = await browser.newContext({viewport: {width: 1280, height: 900}});
const strict = await blocked.newPage();
const requests = [];
await strict.route('**/*', route => {
  requests.push(route.request().url());
  return route.fulfill({
    body: readFileSync(file), contentType: 'text/html; charset=utf-8',
    headers: {'content-security-policy': "sandbox; default-src 'none'"},
  });
});
await strict.goto('http://report.invalid/page.html');
check('one request, for the page', requests, ['http://report.invalid/page.html']);
check('no form where no script runs', await strict.$$eval('form', forms => forms.length), 0);
check('everything open', await strict.$$eval('details', all => all.every(one => one.open)), true);
check('every client period is there', await strict.$$eval('[data-state]', all =>
  all.filter(one => one.checkVisibility()).length), all.length);
check('every picture is there', await strict.$$eval('svg', all =>
  all.every(one => one.getBoundingClientRect().width > 100)), true);
await strict.screenshot({path: `${screenshots}/blocked.png`, fullPage: true});

const phone = await open({viewport: {width: 360, height: 800}});
check('nothing wider than a phone', await phone.evaluate(() =>
  document.documentElement.scrollWidth <= innerWidth), true);
await phone.screenshot({path: `${screenshots}/360.png`, fullPage: true});

const paper = await open({viewport: {width: 1280, height: 900}});
await paper.emulateMedia({media: 'print'});
check('open on paper', await paper.$$eval('details', all =>
  all.every(one => one.lastElementChild.getBoundingClientRect().height > 0)), true);
await paper.setViewportSize({width: 1060, height: 750});
await paper.screenshot({path: `${screenshots}/paper.png`, fullPage: true});
await paper.pdf({path: `${screenshots}/paper.pdf`, format: 'A4', landscape: true});

// The incident beside the real month, as the README shows it.
const first = 'details[data-client=CLIENT][data-period="2025-11"] figure:first-child';
const incident = await open({viewport: {width: 860, height: 400}, deviceScaleFactor: 2});
const both = await incident.evaluate(selector => {
  const figures = ['belmonte-as-stored', 'belmonte'].map(client =>
    document.querySelector(selector.replace('CLIENT', client)));
  if (figures.includes(null)) {
    return false;
  }
  const box = document.createElement('div');
  box.id = 'both';
  box.className = 'pictures';
  figures.forEach((figure, index) => {
    figure.firstElementChild.textContent = [
      '✗ As it was stored: 20 for each campaign', '✓ As it really was: each campaign its own',
    ][index];
    box.append(figure);
  });
  document.body.replaceChildren(box);
  return true;
}, first);
if (both) {
  await (await incident.$('#both')).screenshot({path: `${screenshots}/incident.png`});
}
await browser.close();

console.log(problems.length === 0 ? `${seen.length} looks, nothing wrong` : problems.join('\n'));
process.exit(problems.length === 0 ? 0 : 1);
