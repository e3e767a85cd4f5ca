// The shop's page. It asks as the page of any shop would: one query, with the token of whoever is signed in.
'use strict';

const QUERY = `query Shop {
  viewer {
    isOptedOut
    attributes {
      firstName
      city
      viewPreference
      productRecommendations
    }
    audienceMemberships {
      audienceId
    }
    freshness {
      origin
      fetchedAt
    }
  }
}`;

const SHOPPERS = [
  ['documented-sample', 'Marky', 'likes it dark'],
  ['big-spender', 'Ines', 'spends much'],
  ['tagged', 'Priya', 'reads the newsletter'],
  ['smallest-mpid', 'Kofi', 'buys toys'],
  ['newcomer', 'Somebody new', 'nothing known yet'],
  ['opted-out', 'Elif', 'opted out'],
];

// What is offered to whom, the first that fits.
const OFFERS = [
  ['17918', 'Your living room is waiting: 15 % off all decor this week.'],
  ['18004', 'As one of our best customers you have free delivery, always.'],
  ['18120', 'For our readers: the autumn collection, two days before everybody else.'],
];

const PRODUCTS = {
  123849: ['Paper lamp', '€ 49', 'M32 12 50 38H14zM32 38v14M22 52h20'],
  294933: ['Stoneware vase', '€ 35', 'M26 10h12v8c10 6 12 22 4 34H22c-8-12-6-28 4-34z'],
  937592: ['Oak stool', '€ 89', 'M14 20h36v8H14zM18 28l-4 26M46 28l4 26M20 42h24'],
  500422: ['Wool throw', '€ 72', 'M12 14h40v30H12zM16 44v8M24 44v8M32 44v8M40 44v8M48 44v8M12 24h40M12 34h40'],
  700113: ['Copper kettle', '€ 94', 'M18 28h28l4 24H14zM24 28c0-14 16-14 16 0M50 36l8-8'],
  610077: ['Bread board', '€ 28', 'M10 22h36v24H10zM46 30h10v8H46z'],
  820001: ['Wooden train', '€ 22', 'M10 26h26v20H10zM36 34h18v12H36zM42 26v8M14 52a4 4 0 1 0 8 0a4 4 0 1 0-8 0M42 52a4 4 0 1 0 8 0a4 4 0 1 0-8 0'],
};
const BESTSELLERS = ['294933', '610077', '937592', '820001'];
const UNKNOWN_PRODUCT = ['Something nice', '€ 30', 'M12 24 32 14l20 10v22L32 56 12 46zM12 24l20 10 20-10M32 34v22'];

const DOWN = { on: 'any', kind: 'status', status: 503 };
const EVERY_MS = 2000;
const FRESH_MS = Number(document.body.dataset.freshMs);

const tokens = new Map();
let shopper = SHOPPERS[0][0];
let down; // the number of the fault, null while mParticle is up, undefined while that is not known
let asked = 0;
let callsBefore = null; // what the sandbox had been called when this page was opened
let turn = 0; // only the newest question's answer is shown
let timer = 0;
let paused = false;

const element = (id) => document.getElementById(id);

function show(id, text) {
  const target = element(id);
  // Written only when it changes, so that nothing is read aloud twice and no selection is lost.
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

async function json(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) {
    throw new Error(`${path} was answered ${response.status}`);
  }
  return response.status === 204 ? null : response.json();
}

async function signIn() {
  // The scope lets the page greet by name where callers are checked.
  const list = await json('/__sandbox/tokens?scopes=profile:identities');
  for (const each of list.tokens) {
    tokens.set(each.shopper, each.token);
  }
}

async function question() {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: `Bearer ${tokens.get(shopper)}`,
      'X-Gateway-Explain': '1',
    },
    body: JSON.stringify({ query: QUERY }),
  });
  return response.json();
}

async function ask() {
  const mine = ++turn;
  clearTimeout(timer);
  const began = performance.now();
  let answer;
  try {
    if (down === undefined) {
      await findFault();
    }
    if (!tokens.has(shopper)) {
      await signIn();
    }
    answer = await question();
  } catch (failure) {
    answer = { data: null, errors: [{ message: `No answer: ${failure.message}`, extensions: { code: 'UNREACHABLE' } }] };
  }
  const took = Math.max(1, Math.round(performance.now() - began));
  if (mine !== turn) {
    return;
  }
  asked++;
  showAnswer(answer, took);
  await count();
  if (mine === turn && !paused) {
    timer = setTimeout(ask, EVERY_MS);
  }
}

async function count() {
  try {
    const { byKind } = await json('/__sandbox/counters');
    const calls = (byKind.profile ?? 0) + (byKind.resolve ?? 0);
    callsBefore ??= calls;
    show('tally', `asked ${times(asked)}, mParticle called ${times(Math.max(0, calls - callsBefore))}`);
  } catch (failure) {
    show('tally', `asked ${times(asked)}`);
  }
}

function showAnswer(answer, took) {
  const viewer = answer.data?.viewer ?? null;
  const codes = (answer.errors ?? []).map((error) => error.extensions?.code ?? 'UNKNOWN');
  showShop(viewer, codes);
  showFacts(viewer, answer.extensions?.upstream, codes, took);
  show('answer', JSON.stringify(answer, null, 2));
}

function showShop(viewer, codes) {
  const personal = viewer && viewer.isOptedOut !== true;
  const attributes = (personal && viewer.attributes) || {};
  const audiences = ((personal && viewer.audienceMemberships) || []).map((each) => each.audienceId);
  const picked = attributes.productRecommendations ?? [];
  const offer = OFFERS.find(([audience]) => audiences.includes(audience));
  element('shop').dataset.look = { DARK: 'dark', LIGHT: 'light' }[attributes.viewPreference] ?? 'auto';
  show('greeting', attributes.firstName ? `Hello, ${attributes.firstName}` : 'Welcome');
  show('place', attributes.city ? `Delivery to ${attributes.city}` : 'Delivery everywhere');
  show('offer', offer ? offer[1] : '');
  element('offer').hidden = !offer;
  show('shelfname', picked.length ? 'Picked for you' : 'Bestsellers');
  showShelf(picked.length ? picked.slice(0, 8) : BESTSELLERS);
  show('mark', viewer?.freshness?.origin === 'STALE' ? 'STALE: shown from an older copy' : '');
  element('mark').hidden = viewer?.freshness?.origin !== 'STALE';
  show('why', why(viewer, codes, picked.length > 0));
}

function why(viewer, codes, picked) {
  if (viewer?.isOptedOut) {
    return 'The neutral page: this shopper opted out, so the gateway tells nothing about them.';
  }
  if (!viewer) {
    return codes.length
      ? 'The neutral page: the gateway could not find out who this is, and says so at once. A shop goes on without.'
      : 'The neutral page: mParticle does not know this shopper.';
  }
  return picked
    ? 'Look, name, city, products and offer come from this shopper’s profile.'
    : 'Little is known of this shopper: what is missing is null, and the page has a default for it.';
}

function showShelf(ids) {
  const shelf = element('shelf');
  if (shelf.dataset.ids === ids.join()) {
    return;
  }
  shelf.dataset.ids = ids.join();
  shelf.replaceChildren(...ids.map((id) => product(PRODUCTS[id] ?? UNKNOWN_PRODUCT)));
}

function product([name, price, drawing]) {
  const item = document.createElement('li');
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  picture.setAttribute('viewBox', '0 0 64 64');
  picture.setAttribute('aria-hidden', 'true');
  for (const [key, value] of Object.entries({ d: drawing, fill: 'none', stroke: 'currentColor', 'stroke-width': '2.5', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' })) {
    path.setAttribute(key, value);
  }
  picture.append(path);
  item.append(picture, paragraph(name), paragraph(price));
  return item;
}

function paragraph(text) {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}

function showFacts(viewer, upstream, codes, took) {
  const origin = viewer?.freshness?.origin ?? (codes.length ? 'NOTHING' : 'UPSTREAM');
  const age = viewer?.freshness ? Math.max(0, Date.now() - Date.parse(viewer.freshness.fetchedAt)) : null;
  element('origin').dataset.origin = origin;
  show('origin', origin === 'NOTHING' ? codes[0] : origin);
  show('age', age === null ? '' : `fetched ${seconds(age)} ago`);
  show('calls', String(upstream?.calls ?? '–'));
  show('parts', upstream?.calls ? `for ${[...new Set(upstream.fields.flat())].join(', ')}` : '');
  show('took', `${took} ms`);
  show('meaning', meaning(origin, viewer, codes));
}

function meaning(origin, viewer, codes) {
  switch (origin) {
    case 'STALE':
      return !down
        ? 'STALE: a copy just past its time. It is shown at once, and a newer one is fetched behind it.'
        : 'STALE: mParticle is down, and the shop goes on with the last copy, for 15 minutes unless set otherwise.';
    case 'CACHE':
      return down
        ? `CACHE: a fresh copy. It turns STALE in about ${seconds(freshFor(viewer))}, and the shop goes on.`
        : 'CACHE: a fresh copy. mParticle was not called for this.';
    case 'NOTHING':
      return `${codes[0]}: no answer, and no copy to show in its place. The page stays up, without what is personal.`;
    default:
      return viewer?.isOptedOut
        ? 'The shopper opted out: every part is withheld, and no copy of one is shown.'
        : 'UPSTREAM: fetched from mParticle just now, and only the parts that the query needs.';
  }
}

const freshFor = (viewer) => Math.max(0, Date.parse(viewer.freshness.fetchedAt) + FRESH_MS - Date.now());
const times = (number) => (number === 1 ? 'once' : `${number} times`);
const seconds = (milliseconds) => `${Math.round(milliseconds / 1000)} s`;

function showPower() {
  element('power').setAttribute('aria-pressed', String(Boolean(down)));
  show('power', !down ? 'Take mParticle down' : 'Bring mParticle back');
  show('state', !down
    ? 'mParticle is up.'
    : `mParticle is down. Copies turn STALE ${seconds(FRESH_MS)} after their fetch; the shop stays up.`);
}

async function findFault() {
  const { faults } = await json('/__sandbox/faults');
  const ours = faults.find((fault) => fault.on === DOWN.on && fault.kind === DOWN.kind && fault.times === null);
  down = ours ? ours.id : null;
  showPower();
}

async function turnPower() {
  element('power').disabled = true;
  try {
    if (!down) {
      await json('/__sandbox/faults', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(DOWN) });
    } else {
      await fetch(`/__sandbox/faults/${down}`, { method: 'DELETE' });
    }
    await findFault();
  } finally {
    element('power').disabled = false;
    element('power').focus();
  }
  await ask();
}

function pause() {
  paused = !paused;
  element('pause').setAttribute('aria-pressed', String(paused));
  clearTimeout(timer);
  if (!paused) {
    ask();
  }
}

function showShoppers() {
  element('shoppers').replaceChildren(...SHOPPERS.map(([id, name, shows]) => {
    const holder = document.createElement('div');
    const input = document.createElement('input');
    const label = document.createElement('label');
    const note = document.createElement('small');
    holder.className = 'shopper';
    Object.assign(input, { type: 'radio', name: 'shopper', id: `is-${id}`, value: id, checked: id === shopper });
    label.htmlFor = input.id;
    note.textContent = shows;
    label.append(name, note);
    input.addEventListener('change', () => {
      shopper = id;
      ask();
    });
    holder.append(input, label);
    return holder;
  }));
}

function open() {
  show('query', QUERY);
  show('freshness', `fresh for ${seconds(FRESH_MS)}. To see a stale one sooner, start with --cache-soft-ttl 5s.`);
  showShoppers();
  element('power').addEventListener('click', turnPower);
  element('again').addEventListener('click', ask);
  element('pause').addEventListener('click', pause);
  // A token is good for an hour.
  setInterval(() => tokens.clear(), 50 * 60 * 1000);
  count().then(ask);
}

open();
