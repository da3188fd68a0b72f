'use strict';

const byId = (id) => document.getElementById(id);
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

function readCase() {
  const data = JSON.parse(byId('case-data').textContent);
  const rows = ({ columns, rows: all }) =>
    all.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]])));
  const indexed = (table) => new Map(rows(table).map((row) => [row.index, row]));
  const found = {
    ...data, words: new Map(data.words), entities: indexed(data.entities),
    records: indexed(data.records), hops: indexed(data.hops), elements: rows(data.elements),
    answer: new Set(data.answer),
  };
  linkRecords(found);
  linkEntities(found);
  return found;
}

function linkRecords(found) {
  let rank = 0;
  for (const record of found.records.values()) {
    record.rank = rank++;
    record.hops = [];
    record.sources = record.sources.filter((hop) => found.hops.has(hop));
  }
  for (const hop of found.hops.values()) {
    const record = found.records.get(hop.record);
    hop.from = record.from;
    hop.id = hop.number ? `${record.id}#${hop.number}` : record.id;
    record.hops.push(hop);
  }
}

function linkEntities(found) {
  for (const entity of found.entities.values()) {
    Object.assign(entity, { sent: [], got: [], asked: [], approved: [], memberOf: [], shapes: [] });
  }
  for (const group of found.entities.values()) {
    group.members = group.members.filter((member) => found.entities.has(member));
    for (const member of group.members) found.entities.get(member).memberOf.push(group);
  }
  for (const hop of found.hops.values()) {
    found.entities.get(hop.from).sent.push(hop);
    found.entities.get(hop.to)?.got.push(hop);
  }
  for (const record of found.records.values()) {
    for (const index of record.directed) found.entities.get(index)?.asked.push(record);
    for (const index of record.approved) found.entities.get(index)?.approved.push(record);
  }
}

const known = readCase();
const text = (place) => (place < 0 ? '' : known.texts[place]);
const zoneName = (rank) => (rank < 0 ? known.zoneUnknown : known.zones[rank]);
const recordOf = (hop) => known.records.get(hop.record);
const inOrder = (hops) =>
  [...hops].sort((a, b) => recordOf(a).rank - recordOf(b).rank || a.index - b.index);

function fill(key, values, take) {
  const template = known.words.get(key);
  let end = 0;
  for (const slot of template.matchAll(/\{(\w+)(?::([^/}]*)\/([^}]*))?\}/g)) {
    take(template.slice(end, slot.index));
    const value = values[slot[1]] ?? '';
    take(slot[2] === undefined ? value : String(value) === '1' ? slot[2] : slot[3]);
    end = slot.index + slot[0].length;
  }
  take(template.slice(end));
}

function say(key, values = {}) {
  let sentence = '';
  fill(key, values, (part) => { sentence += part; });
  return sentence;
}

function sentence(key, values) {
  const fragment = new DocumentFragment();
  fill(key, values, (part) => fragment.append(part));
  return fragment;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

function joined(nodes, separator) {
  const fragment = new DocumentFragment();
  nodes.forEach((node, place) => fragment.append(...(place ? [separator, node] : [node])));
  return fragment;
}

const listed = (nodes) => joined(nodes, known.words.get('listSeparator'));

/* Finding things on the page */

const view = byId('map-view');
const picture = view?.querySelector('svg') ?? null;
const card = byId('card');
const shapes = [];
const shapeOfElement = new Map();
const rowsOfHops = new Map();

function findShapes() {
  if (!picture) return;
  const seen = new Set();
  for (const element of known.elements) {
    const group = picture.getElementById(element.id);
    if (!group) continue;
    const shape = { ...element, group, hops: element.hops.map((hop) => known.hops.get(hop)), mark: '' };
    group.classList.add('shape');
    shapes.push(shape);
    shapeOfElement.set(group, shape);
    known.entities.get(shape.entity)?.shapes.push(shape);
    if (shape.entity < 0 && !shape.hops.length) continue;
    const what = shape.entity < 0 ? shape.hops.map((hop) => hop.index).join() : `who${shape.id}`;
    group.setAttribute('role', 'button');
    group.setAttribute('aria-label', nameOfShape(shape));
    shape.isStop = !seen.has(what);
    seen.add(what);
  }
}

function nameOfShape(shape) {
  if (shape.entity >= 0) {
    const entity = known.entities.get(shape.entity);
    return `${entity.name}${known.words.get('comma')}${kindAndZone(entity)}`;
  }
  const named = shape.hops.slice(0, 3).map((hop) => `${hop.id}: ${plainStep(hop)}`);
  const rest = shape.hopCount > 3 ? ['…'] : [];
  return [...named, ...rest].join(known.words.get('partSeparator'));
}

function plainStep(hop) {
  const record = recordOf(hop);
  const ends = `${known.entities.get(hop.from).name} → ${nameOf(hop.to)}`;
  return [ends, known.channels[record.channel], text(record.time)].join(known.words.get('comma'));
}

const nameOf = (index) => (index < 0 ? say('audience') : known.entities.get(index)?.name ?? '');
const kindAndZone = (entity) =>
  say('cardEntity', { kind: known.kinds[entity.kind], zone: zoneName(entity.zone) });

function findRows() {
  for (const row of document.querySelectorAll('tr[data-hop]')) {
    rowsOfHops.set(Number(row.dataset.hop), row);
  }
}

function headingOf(element) {
  const section = element.closest('section');
  return section?.querySelector('h2')?.textContent ?? '';
}

/* What is downstream, upstream, and how one had it */

function receiptsOf(entity) {
  const receipts = new Map();
  for (const hop of entity.got) receipts.set(hop, { hop, how: null });
  for (const group of entity.memberOf) {
    for (const hop of group.got) {
      if (hop.from !== entity.index && !receipts.has(hop)) {
        receipts.set(hop, { hop, how: say('cardAsMember', { name: group.name }) });
      }
    }
  }
  for (const own of entity.sent) {
    const record = recordOf(own);
    if (record.rule !== 1 && record.rule !== 4) continue;
    for (const index of record.sources) {
      const hop = known.hops.get(index);
      if (!receipts.has(hop)) receipts.set(hop, { hop, how: say('cardReadThere') });
    }
  }
  return inOrder(receipts.keys()).map((hop) => receipts.get(hop));
}

function chainTo(hop) {
  const chain = [];
  const seen = new Set();
  for (let next = hop; next && !seen.has(next); next = known.hops.get(next.previous)) {
    chain.push(next);
    seen.add(next);
  }
  return chain.reverse();
}

function otherSources(chain) {
  const others = [];
  for (const hop of chain) {
    if (hop.isOpened) continue;
    const taken = known.hops.get(hop.previous)?.record;
    for (const index of recordOf(hop).sources) {
      const source = known.hops.get(index);
      if (source.record !== taken) others.push(source);
    }
  }
  return inOrder(new Set(others)).filter((hop) => !chain.includes(hop));
}

function isOnlyChain(chain) {
  return chain.every((hop) => {
    const record = recordOf(hop);
    if (record.rule === 0) return !hop.isOpened;
    if (record.rule === 1) return true;
    const records = new Set(record.sources.map((index) => known.hops.get(index).record));
    return record.rule === 2 && record.sourceCount === record.sources.length && records.size === 1;
  });
}

function nearestReceipt(entity) {
  let nearest = null;
  for (const { hop } of receiptsOf(entity)) {
    if (hop.depth !== null && (nearest === null || hop.depth < nearest.depth)) nearest = hop;
  }
  return nearest;
}

/* The card */

const cite = (record) => {
  const id = `record-${record.index + 1}`;
  return byId(id) ? make('a', { class: 'cite', href: `#${id}` }, record.id) : record.id;
};
const hopLink = (hop) => make('a', { class: 'to-card', href: `#hop-${hop.index + 1}` }, hop.id);
const entityLink = (index) =>
  known.entities.has(index)
    ? make('a', { class: 'to-card', href: `#who-${index + 1}` }, nameOf(index)) : nameOf(index);

function limitedList(items, limit, render) {
  const list = make('ul');
  let next = 0;
  const addMore = () => {
    const end = Math.min(items.length, next + limit);
    for (; next < end; next++) list.append(make('li', {}, render(items[next])));
  };
  addMore();
  if (next === items.length) return list;
  const more = make('button', { type: 'button' }, say('cardMore', { n: items.length - next }));
  more.addEventListener('click', () => {
    addMore();
    more.textContent = say('cardMore', { n: items.length - next });
    if (next === items.length) more.remove();
  });
  return joined([list, more], '');
}

function addPart(heading, ...children) {
  card.append(make('h4', {}, heading), ...children);
}

function facts(pairs) {
  const list = make('dl');
  for (const [name, value] of pairs) {
    if (value === null || value === '') continue;
    list.append(make('div', {}, make('dt', {}, name), make('dd', {}, value)));
  }
  return list;
}

function stepItem(hop, how = null) {
  const record = recordOf(hop);
  const comma = known.words.get('comma');
  const item = new DocumentFragment();
  item.append(
    joined([entityLink(hop.from), entityLink(hop.to)], ' → '), comma,
    known.channels[record.channel], comma, text(record.time));
  if (record.certainty) item.append(comma, known.certainties[record.certainty]);
  item.append(' (', hopLink(hop), ')');
  for (const note of [how, text(hop.breaks)]) {
    if (note) item.append(make('span', { class: note === how ? 'soft note' : 'note broken' }, note));
  }
  return item;
}

function sentItem(hop) {
  const item = stepItem(hop);
  const note = `${known.words.get('cardHow')}: ${text(recordOf(hop).basis)}`;
  item.append(make('span', { class: 'soft note' }, note));
  return item;
}

function recordFacts(record) {
  const items = (places) =>
    (places.length ? joined(places.map(text), known.words.get('partSeparator')) : null);
  return facts([
    [say('columnTime'), text(record.time)],
    [say('columnFrom'), entityLink(record.from)],
    [say('cardRecipients'), listed(record.hops.map((hop) => entityLink(hop.to)))],
    [say('columnChannel'), known.channels[record.channel]],
    [say('columnItem'), known.items[record.item]],
    [say('columnCertainty'), known.certainties[record.certainty]],
    [say('cardHow'), record.hops.length ? text(record.basis) : null],
    [say('cardAskedBy'), record.directed.length ? listed(record.directed.map(entityLink)) : null],
    [say('cardApprovedBy'), record.approved.length ? listed(record.approved.map(entityLink)) : null],
    [say('columnRuleText'), items(record.ruleTexts)],
    [say('columnEvidence'), items(record.evidence) ?? say('none')],
    [say('columnNote'), text(record.note)],
    ...record.extras.map((place) => ['', text(place)]),
    [say('columnPlace'), say('cardPlace', { file: known.files[record.file], line: record.line })],
  ]);
}

function answerMarks(record) {
  const marks = [];
  const { firstExternal, firstBreach } = known;
  const external = firstExternal.length === 1 ? 'cardFirstExternal' : 'cardPerhapsExternal';
  const breach = firstBreach.length === 1 ? 'cardFirstBreach' : 'cardPerhapsBreach';
  if (firstExternal.includes(record.index)) marks.push(say(external, { n: firstExternal.length }));
  if (firstBreach.includes(record.index)) marks.push(say(breach, { n: firstBreach.length }));
  return marks.map((mark) => make('p', { class: 'mark' }, mark));
}

function addChain(hop, intoEntity = null) {
  const chain = chainTo(hop);
  const heading = intoEntity === null ? [] : [make('h4', {}, say('chainTitle'))];
  const title = intoEntity === null ? [make('h5', {}, say('chainTitle'))] : heading;
  card.append(...title);
  if (hop.depth === null) {
    card.append(make('p', {}, say('chainNone')));
    return { chain: [hop], others: [] };
  }
  const key = chain.some((step) => step.hasGap) ? 'chainAtLeast' : 'chainSteps';
  const ids = joined(chain.map(hopLink), ' → ');
  const others = otherSources(chain);
  card.append(make('p', {}, sentence(key, { n: chain.length, ids })));
  if (!isOnlyChain(chain)) card.append(make('p', {}, say('chainPossible')));
  if (recordOf(chain[0]).rule === 3) card.append(make('p', {}, say('chainOwn')));
  if (others.length) {
    const links = listed(others.slice(0, 30).map(hopLink));
    if (others.length > 30) links.append(' …');
    card.append(make('p', { class: 'sources' }, sentence('chainOthers', { ids: links })));
  }
  return { chain, others };
}

function addCannotTell(lines) {
  const told = lines.filter(Boolean);
  if (told.length) addPart(say('cardCannot'), limitedList(told, 12, (line) => line));
}

function openQuestions(record) {
  const ids = cite(record);
  const lines = [];
  if (record.start === null) lines.push(sentence('cardTimeUnknown', { ids: cite(record) }));
  const isOpen = record.rule > 2 || record.sourceCount > 1 || record.hops.some((hop) => hop.isOpened);
  if (record.hops.length && record.rule !== 1 && isOpen) {
    lines.push(sentence('cardSeveralSources', { ids, basis: text(record.basis) }));
  }
  if (record.isRuleOpen) lines.push(sentence('cardRuleOpen', { ids: cite(record) }));
  return lines;
}

function linksToRows(targets) {
  const links = targets.filter(([row]) => row).map(([row, name]) => {
    const link = make('a', { href: row.id ? `#${row.id}` : '#' }, name ?? headingOf(row));
    link.addEventListener('click', (event) => {
      event.preventDefault();
      showRow(row);
    });
    return link;
  });
  return links.length ? make('p', {}, `${say('cardRows')} `, listed(links)) : '';
}

function showRow(row) {
  row.hidden = false;
  row.setAttribute('tabindex', '-1');
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'center' });
}

function writeHead(title, ...lines) {
  card.replaceChildren();
  const close = make(
    'button',
    { type: 'button', class: 'close', 'aria-label': say('cardClose'), title: say('cardClose') }, '×');
  close.addEventListener('click', closeCard);
  card.append(make('h3', { id: 'card-title' }, title), close, ...lines);
}

function writeStanding(entity) {
  if (entity.responsible === 1) {
    card.append(make('p', { class: 'mark' }, say('cardResponsible')));
    card.append(make('p', { class: 'soft' }, say('responsibleMeaning')));
  }
  if (entity.responsible === 0) card.append(make('p', {}, say('cardNotResponsible')));
  if (entity.receivedOnly) card.append(make('p', { class: 'mark' }, say('cardReceivedOnly')));
  if (!entity.roles.length) return;
  addPart(say('columnRoles'), limitedList(entity.roles, 10, ([role, ...records]) => {
    const links = listed(records.slice(0, 20).map((index) => cite(known.records.get(index))));
    return joined([known.roles[role], links, records.length > 20 ? '…' : ''], ' ');
  }));
}

function writeFigures(entity) {
  const figures = [
    ['figureFanOut', entity.fanOut], ['figureExposed', entity.exposed],
    ['figureReach', entity.reach ?? '?'], ['figureSoleReach', entity.soleReach],
    ['figureLevel', entity.depth ?? '–'],
  ];
  const list = make('ul', { class: 'figures' });
  for (const [key, value] of figures) {
    list.append(make('li', {}, make('b', {}, String(value)), make('span', {}, say(key))));
  }
  addPart(say('cardFigures'), list);
}

function writeEntity(entity) {
  const isDrawn = entity.shapes.length > 0;
  const idLine = entity.id === entity.name ? '' : ` · ${entity.id}`;
  writeHead(entity.name, make('p', { class: 'soft' }, `${kindAndZone(entity)}${idLine}`));
  card.append(facts([
    [say('columnOrganisation'), text(entity.organisation)], [say('columnTitle'), text(entity.title)],
    [say('cardAliases'), listed(entity.aliases.map(text))].map((value, place) =>
      (place && !entity.aliases.length ? null : value)),
    [say('cardMemberOf'),
      entity.memberOf.length ? listed(entity.memberOf.map((group) => entityLink(group.index))) : null],
    ...entity.extras.map((place) => ['', text(place)]),
  ]));
  if (picture && !isDrawn) card.append(make('p', { class: 'soft' }, say('cardNotDrawn')));
  writeStanding(entity);
  const receipts = receiptsOf(entity);
  const nearest = entity.depth === 0 ? null : nearestReceipt(entity);
  let lit = { chain: [], others: [] };
  if (nearest) lit = addChain(nearest, entity);
  else if (entity.depth === 0) addPart(say('chainTitle'), make('p', {}, say('chainOrigin')));
  const acts = [...new Set([...entity.sent.map(recordOf), ...entity.asked, ...entity.approved])];
  addCannotTell([
    entity.isUnnamed && say('cardUnnamed'), text(entity.gap),
    entity.zone < 0 && say('cardZoneUnknown'), (entity.kind === 2 || entity.kind === 4)
      && say('cardNoReader'), entity.reach === null && say('cardReachUnknown'),
    ...acts.flatMap(openQuestions),
  ]);
  writeDealings(entity, receipts);
  writeFigures(entity);
  const all = new Set([...acts, ...receipts.map(({ hop }) => recordOf(hop))]);
  const records = [...all].sort((a, b) => a.rank - b.rank);
  addPart(say('cardRecords', { n: records.length }), limitedList(records, 20, recordItem));
  card.append(linksToRows([
    [byId(`who-${entity.index + 1}`)],
    [document.querySelector(`section.part-forwarders tr[data-who="${entity.index}"]`)],
  ]));
  return { ...lit, entity };
}

function writeDealings(entity, receipts) {
  if (receipts.length) {
    addPart(say('cardHad', { n: receipts.length }),
      limitedList(receipts, 20, ({ hop, how }) => stepItem(hop, how)));
  } else {
    addPart(say('cardHad', { n: 0 }), make('p', {}, say('cardHadNone')));
  }
  const sent = inOrder(entity.sent);
  if (sent.length) addPart(say('cardPassed', { n: sent.length }), limitedList(sent, 20, sentItem));
  else addPart(say('cardPassed', { n: 0 }), make('p', {}, say('cardPassedNone')));
  for (const [key, records] of [['cardAsked', entity.asked], ['cardApproved', entity.approved]]) {
    if (!records.length) continue;
    const hops = records.flatMap((record) => record.hops);
    addPart(say(key, { n: records.length }), limitedList(hops, 20, (hop) => stepItem(hop)));
  }
  if (entity.members.length) {
    addPart(say('cardMembers', { n: entity.members.length }),
      limitedList(entity.members, 50, entityLink));
  }
}

function recordItem(record) {
  const comma = known.words.get('comma');
  const details = make('details', {}, make('summary', {},
    make('b', {}, record.id), comma, text(record.time), comma, known.channels[record.channel]));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) {
      details.append(recordFacts(record), linksToRows([[byId(`record-${record.index + 1}`)]]));
    }
  });
  return details;
}

function writeHops(hops, total) {
  const isOne = total === 1;
  writeHead(isOne ? say('cardHop', { id: hops[0].id }) : say('cardHops', { n: total }));
  const chain = new Set();
  const others = new Set();
  for (const hop of hops.slice(0, 20)) {
    const record = recordOf(hop);
    if (!isOne) card.append(make('h4', {}, hopLink(hop)));
    card.append(make('p', { class: 'step' }, joined([entityLink(hop.from), entityLink(hop.to)], ' → ')));
    card.append(...answerMarks(record));
    card.append(facts([
      [say('columnZone'), [hop.from, hop.to].map((index, place) =>
        zoneName(place ? hop.zone : known.entities.get(index).zone)).join(' → ')],
      [say('columnExit'), say(hop.isExit ? 'yes' : 'no')],
      [say('columnBroken'), text(hop.breaks) || (known.hasRules ? say('cardNoRule') : '')],
      [say('columnLevel'), hop.depth === null ? '–'
        : hop.hasGap ? say('atLeast', { n: hop.depth }) : String(hop.depth)],
    ]), recordFacts(record));
    const found = addChain(hop);
    found.chain.forEach((step) => chain.add(step));
    found.others.forEach((step) => others.add(step));
    addCannotTell([
      hop.to < 0 && say('cardNoReader'), hop.zone < 0 && say('cardZoneUnknown'),
      ...openQuestions(record),
    ]);
    card.append(linksToRows([[rowsOfHops.get(hop.index)]]));
  }
  const rest = hops.slice(20);
  if (rest.length) card.append(limitedList(rest, 40, (hop) => stepItem(hop)));
  if (total > hops.length) card.append(make('p', { class: 'soft' }, `+ ${total - hops.length}`));
  return { chain: [...chain], others: [...others], hops };
}

/* Opening and closing */

let opened = null;
let returnPlace = null;

function thingOf(hash) {
  const [, kind, name] = /^#(who|hop|line)-(.+)$/.exec(hash) ?? [];
  if (kind === 'who' && known.entities.has(Number(name) - 1)) return { kind, index: Number(name) - 1 };
  if (kind === 'hop' && known.hops.has(Number(name) - 1)) return { kind, index: Number(name) - 1 };
  if (kind !== 'line') return null;
  const shape = shapes.find(({ id, hops }) => id === decodeURIComponent(name) && hops.length);
  return shape ? { kind, shape } : null;
}

function hashOf(thing) {
  return thing.kind === 'line'
    ? `#line-${encodeURIComponent(thing.shape.id)}` : `#${thing.kind}-${thing.index + 1}`;
}

function thingOfShape(shape) {
  if (shape.entity >= 0) return { kind: 'who', index: shape.entity };
  if (shape.hopCount === 1 && shape.hops.length) return { kind: 'hop', index: shape.hops[0].index };
  return shape.hops.length ? { kind: 'line', shape } : null;
}

function setHash(hash) {
  const url = hash || location.href.split('#')[0];
  if (hash !== location.hash) history.pushState(null, '', url);
}

function openCard(thing, { from = null, isMoving = true, isCentred = false } = {}) {
  opened = thing;
  if (from) returnPlace = from;
  const shown = thing.kind === 'who' ? writeEntity(known.entities.get(thing.index))
    : thing.kind === 'hop' ? writeHops([known.hops.get(thing.index)], 1)
      : writeHops(thing.shape.hops, thing.shape.hopCount);
  card.hidden = false;
  card.scrollTop = 0;
  byId('map-part').classList.add('has-card');
  light(shown);
  const chosen = shapesOf(thing);
  ring('chosen', chosen);
  if (isMoving) {
    setHash(hashOf(thing));
    card.focus({ preventScroll: true });
    if (card.getBoundingClientRect().top > innerHeight * 0.8) card.scrollIntoView({ block: 'nearest' });
  }
  if (isCentred) centre(chosen);
  else if (chosen.length) keepInView(chosen[0]);
}

function closeCard() {
  if (!opened) return;
  const place = returnPlace;
  hideCard();
  setHash('');
  (place?.isConnected ? place : view ?? byId('find')).focus({ preventScroll: true });
}

function hideCard() {
  opened = null;
  returnPlace = null;
  card.hidden = true;
  byId('map-part').classList.remove('has-card');
  light(null);
  ring('chosen', []);
}

function followHash() {
  const thing = thingOf(location.hash);
  if (thing) openCard(thing, { isMoving: false, isCentred: true });
  else if (!location.hash && opened) hideCard();
  const row = /^#record-\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
  if (row?.hidden) showRow(row);
}

function shapesOf(thing) {
  if (thing.kind === 'line') return shapes.filter(({ group }) => group === thing.shape.group);
  if (thing.kind === 'who') return known.entities.get(thing.index).shapes;
  const isLine = ({ entity, hops }) => entity < 0 && hops.some((hop) => hop.index === thing.index);
  return shapes.filter(isLine).slice(0, 1);
}

function light(shown) {
  view?.classList.toggle('has-chain', shown !== null);
  if (!picture) return;
  const lit = new Set(shown?.chain);
  const sources = new Set(shown?.others);
  const who = new Set(shown?.entity ? [shown.entity.index] : []);
  const links = new Set();
  const chain = shown?.chain ?? [];
  chain.forEach((hop) => {
    who.add(hop.from).add(hop.to);
    links.add(`${known.hops.get(hop.previous)?.to} ${hop.from}`);
  });
  if (shown?.entity && chain.length) links.add(`${chain[chain.length - 1].to} ${shown.entity.index}`);
  for (const shape of shapes) {
    const isLit = shape.entity >= 0 ? who.has(shape.entity)
      : shape.hopCount ? shape.hops.some((hop) => lit.has(hop)) : links.has(`${shape.from} ${shape.to}`);
    const isSource = !isLit && shape.hops.some((hop) => sources.has(hop));
    toggle(shape, 'lit', shown !== null && isLit);
    toggle(shape, 'source', shown !== null && isSource);
  }
}

function toggle(shape, name, isOn) {
  const key = `is-${name}`;
  if (shape[key] === isOn || (!isOn && !shape[key])) return;
  shape[key] = isOn;
  shape.group.classList.toggle(name, isOn);
}

/* Moving the map */

let scale = 1;
let natural = { width: 1, height: 1 };
const readable = 0.6;

function measureMap() {
  natural = { width: picture.width.baseVal.value, height: picture.height.baseVal.value };
}

const fitScale = () => Math.min(1, (view.clientWidth - 2) / natural.width);

function setHeight() {
  const least = Math.min(natural.height, 320);
  const wanted = Math.max(natural.height * Math.max(fitScale(), 0.4), least);
  view.style.height = `${Math.round(Math.min(wanted + 20, innerHeight * 0.78))}px`;
}

function setScale(wanted, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  const next = Math.min(4, Math.max(Math.min(0.1, fitScale()), wanted));
  const left = (view.scrollLeft + x) * (next / scale) - x;
  const top = (view.scrollTop + y) * (next / scale) - y;
  scale = next;
  picture.style.width = `${natural.width * scale}px`;
  picture.style.height = `${natural.height * scale}px`;
  view.scrollLeft = left;
  view.scrollTop = top;
  redrawRings();
}

function centre(chosen) {
  if (!picture || !chosen.length) return;
  if (scale < readable) setScale(readable + 0.15);
  const box = chosen[0].group.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  view.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  view.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
}

function keepInView(shape) {
  const box = shape.group.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  const shift = (low, high, least, most) =>
    (high - low > most - least || low < least ? low - least - 20 : high > most ? high - most + 20 : 0);
  view.scrollLeft += shift(box.left, box.right, frame.left, frame.right);
  view.scrollTop += shift(box.top, box.bottom, frame.top, frame.bottom);
}

const rings = new Map();

function ring(name, chosen) {
  rings.get(name)?.forEach(({ box }) => box.remove());
  rings.set(name, chosen.map(({ group }) => {
    const box = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    box.setAttribute('class', `ring ${name}`);
    group.parentNode.append(box);
    return { box, group };
  }));
  redrawRings();
}

function redrawRings() {
  for (const drawn of rings.values()) {
    for (const { box, group } of drawn) {
      const { x, y, width, height } = group.getBBox();
      const room = 4 / scale;
      box.setAttribute('x', x - room);
      box.setAttribute('y', y - room);
      box.setAttribute('width', width + 2 * room);
      box.setAttribute('height', height + 2 * room);
    }
  }
}

function bindZoom() {
  byId('zoom-in').addEventListener('click', () => setScale(scale * 1.25));
  byId('zoom-out').addEventListener('click', () => setScale(scale / 1.25));
  byId('zoom-fit').addEventListener('click', () => setScale(fitScale()));
  const large = byId('map-large');
  large.setAttribute('aria-pressed', 'false');
  large.addEventListener('click', () => {
    const isLarge = byId('map-part').classList.toggle('large');
    large.setAttribute('aria-pressed', String(isLarge));
    layOut();
    byId('map-part').scrollIntoView({ block: 'start' });
  });
  let frame = 0;
  let turned = 0;
  view.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !view.contains(document.activeElement)) return;
    event.preventDefault();
    const box = view.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    turned += event.deltaY * (event.deltaMode ? 20 : 1);
    frame ||= requestAnimationFrame(() => {
      setScale(scale * Math.exp(-turned / 400), x, y);
      frame = turned = 0;
    });
  }, { passive: false });
}

function layOut() {
  setHeight();
  setScale(Math.max(fitScale(), innerWidth < 700 ? 0.4 : 0.3));
}

function bindDrag() {
  let held = null;
  let isDragged = false;
  view.addEventListener('pointerdown', (event) => {
    isDragged = false;
    if (event.pointerType !== 'mouse' || event.button) return;
    held = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
  });
  view.addEventListener('pointermove', (event) => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!isDragged && Math.hypot(x, y) < 5) return;
    if (!isDragged) view.setPointerCapture(event.pointerId);
    isDragged = true;
    view.classList.add('dragged');
    view.scrollLeft = held.left - x;
    view.scrollTop = held.top - y;
  });
  const release = () => {
    held = null;
    view.classList.remove('dragged');
  };
  view.addEventListener('pointerup', release);
  view.addEventListener('pointercancel', release);
  view.addEventListener('click', (event) => {
    if (!isDragged) clickShape(event);
    isDragged = false;
  });
}

function bindPinch() {
  let pinch = null;
  const spread = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  view.addEventListener('touchstart', (event) => {
    pinch = event.touches.length === 2 ? { spread: spread(event.touches), scale } : null;
  }, { passive: true });
  view.addEventListener('touchmove', (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const box = view.getBoundingClientRect();
    const [a, b] = event.touches;
    setScale(pinch.scale * (spread(event.touches) / pinch.spread),
      (a.clientX + b.clientX) / 2 - box.left, (a.clientY + b.clientY) / 2 - box.top);
  }, { passive: false });
}

function shapeAt(x, y) {
  for (const reach of [0, 6, 12]) {
    for (let turn = 0; turn < (reach ? 8 : 1); turn++) {
      const angle = (turn * Math.PI) / 4;
      const found = document
        .elementFromPoint(x + reach * Math.cos(angle), y + reach * Math.sin(angle))?.closest?.('.shape');
      const shape = shapeOfElement.get(found);
      if (shape && thingOfShape(shape)) return shape;
    }
  }
  return null;
}

function clickShape(event) {
  const shape = shapeAt(event.clientX, event.clientY);
  if (!shape) return;
  openCard(thingOfShape(shape), { from: shape.isStop ? shape.group : view });
  if (shape.isStop) rove(shape);
}

/* The keyboard on the map */

let stops = [];
let stop = null;

function findStops() {
  const seen = new Set();
  const lines = new Map();
  for (const shape of shapes) {
    for (const hop of shape.isStop && shape.entity < 0 ? shape.hops : []) {
      if (!lines.has(hop)) lines.set(hop, shape);
    }
  }
  const add = (shape) => shape?.isStop && seen.add(shape);
  for (const hop of inOrder(known.hops.values())) {
    known.entities.get(hop.from).shapes.forEach(add);
    add(lines.get(hop));
    known.entities.get(hop.to)?.shapes.forEach(add);
  }
  shapes.forEach(add);
  stops = [...seen];
  for (const shape of stops) shape.group.setAttribute('tabindex', '-1');
  if (stops.length) rove(stops[0]);
}

function rove(shape) {
  stop?.group.setAttribute('tabindex', '-1');
  stop = shape;
  stop.group.setAttribute('tabindex', '0');
}

function focusStop(shape) {
  rove(shape);
  shape.group.focus({ preventScroll: true });
  keepInView(shape);
}

function moveMap(event) {
  const steps = {
    ArrowLeft: [-70, 0], ArrowRight: [70, 0], ArrowUp: [0, -70], ArrowDown: [0, 70],
  };
  const step = steps[event.key];
  if (!step) return false;
  const before = [view.scrollLeft, view.scrollTop];
  view.scrollLeft += step[0];
  view.scrollTop += step[1];
  return before[0] !== view.scrollLeft || before[1] !== view.scrollTop || step[0] !== 0;
}

function moveAmongStops(event) {
  const place = stops.indexOf(stop);
  const next = {
    ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0,
    End: stops.length - 1,
  }[event.key];
  if (next === undefined) return false;
  focusStop(stops[Math.max(0, Math.min(stops.length - 1, next))]);
  return true;
}

function zoomByKey(event) {
  if (event.key === '+' || event.key === '=') setScale(scale * 1.25);
  else if (event.key === '-') setScale(scale / 1.25);
  else if (event.key === '0') setScale(fitScale());
  else return false;
  return true;
}

function pressOnMap(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const shape = shapeOfElement.get(event.target);
  const isPressed = event.key === 'Enter' || event.key === ' ';
  let isTaken = zoomByKey(event);
  if (shape && isPressed) openCard(thingOfShape(shape), { from: shape.group });
  else if (isPressed && stop) focusStop(stop);
  else if (event.key === 'Escape') isTaken = opened ? (closeCard(), true) : (view.focus(), true);
  else isTaken ||= shape ? moveAmongStops(event) : moveMap(event);
  if (isTaken || isPressed) event.preventDefault();
}

function bindMapKeys() {
  view.setAttribute('tabindex', '0');
  view.setAttribute('role', 'group');
  view.setAttribute('aria-labelledby', 'map');
  view.setAttribute('aria-describedby', 'map-keys');
  picture.setAttribute('role', 'group');
  view.after(make('p', { id: 'map-keys', class: 'soft' }, say('mapKeys')));
  view.addEventListener('keydown', pressOnMap);
  view.addEventListener('focusin', (event) => {
    const shape = shapeOfElement.get(event.target);
    ring('focused', shape ? [shape] : []);
  });
  view.addEventListener('focusout', () => ring('focused', []));
}

/* Finding by name */

const folded = (name) => name.normalize('NFKC').toLowerCase();

function findables() {
  const people = [...known.entities.values()].map((entity) => ({
    thing: { kind: 'who', index: entity.index }, name: entity.name, more: kindAndZone(entity),
    key: folded([entity.name, entity.id, ...entity.aliases.map(text)].join('\n')),
  }));
  const hops = [...known.hops.values()].map((hop) => ({
    thing: { kind: 'hop', index: hop.index }, name: hop.id, more: plainStep(hop), key: folded(hop.id),
  }));
  return [...people, ...hops];
}

function matches(all, wanted) {
  const key = folded(wanted.trim());
  if (!key) return [];
  const found = all.filter((entry) => entry.key.includes(key));
  return found.sort((a, b) => b.key.startsWith(key) - a.key.startsWith(key));
}

function bindFind() {
  const input = byId('find');
  const list = byId('find-hits');
  let all = null;
  let hits = [];
  let active = -1;
  const mark = (place) => {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = place;
    const option = list.children[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const show = (isShown) => {
    list.hidden = !isShown;
    input.setAttribute('aria-expanded', String(isShown));
    if (!isShown) mark(-1);
  };
  const choose = (place) => {
    if (!hits[place]) return;
    show(false);
    openCard(hits[place].thing, { from: input, isCentred: true });
  };
  input.addEventListener('input', () => {
    all ??= findables();
    const found = matches(all, input.value);
    hits = found.slice(0, 30);
    list.replaceChildren(...hits.map(({ name, more }, place) => make(
      'li', { role: 'option', id: `hit-${place}`, 'aria-selected': 'false' },
      make('b', {}, name), make('span', { class: 'soft' }, more))));
    const isAsked = input.value.trim() !== '';
    byId('find-state').textContent =
      !isAsked ? '' : say(found.length ? 'mapHits' : 'mapNoHit', { n: found.length });
    byId('find-state').classList.toggle('unseen', !isAsked || found.length > 0);
    active = -1;
    show(hits.length > 0);
  });
  input.addEventListener('keydown', (event) => {
    const last = hits.length - 1;
    if (event.key === 'ArrowDown' && hits.length) {
      show(true);
      mark(active < last ? active + 1 : 0);
    } else if (event.key === 'ArrowUp' && hits.length) {
      show(true);
      mark(active > 0 ? active - 1 : last);
    } else if (event.key === 'Enter') choose(Math.max(active, 0));
    else if (event.key === 'Escape' && !list.hidden) show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('li');
    if (option) choose([...list.children].indexOf(option));
  });
  input.addEventListener('blur', () => show(false));
}

/* Filters and the course of time */

const chosen = { zone: null, channel: null, certainty: null, item: null };
const course = { by: 'time', place: 0, moments: [], levels: 0, timer: 0 };

const valuesOf = {
  zone: (hop) => [known.entities.get(hop.from).zone, hop.zone],
  channel: (hop) => [recordOf(hop).channel],
  certainty: (hop) => [recordOf(hop).certainty],
  item: (hop) => [recordOf(hop).item],
};

function passes(hop) {
  return Object.entries(chosen)
    .every(([kind, values]) => values === null || valuesOf[kind](hop).some((value) => values.has(value)));
}

function choiceGroup(kind, legend, nameOfValue) {
  const values = new Set();
  for (const hop of known.hops.values()) valuesOf[kind](hop).forEach((value) => values.add(value));
  if (values.size < 2) return '';
  const box = (value, name) => make('label', {},
    make('input', { type: 'checkbox', value, checked: 'checked' }), ` ${name}`);
  const sorted = [...values].sort((a, b) => (a < 0) - (b < 0) || a - b);
  const group = make('fieldset', { 'data-kind': kind }, make('legend', {}, legend),
    box('all', say('filterAll')), ...sorted.map((value) => box(value, nameOfValue(value))));
  group.addEventListener('change', (event) => {
    const [all, ...boxes] = group.querySelectorAll('input');
    if (event.target === all) boxes.forEach((each) => { each.checked = all.checked; });
    const on = boxes.filter((each) => each.checked);
    all.checked = on.length === boxes.length;
    all.indeterminate = on.length > 0 && !all.checked;
    chosen[kind] = all.checked ? null : new Set(on.map((each) => Number(each.value)));
    applyStates();
  });
  return group;
}

function resetFilters() {
  for (const input of byId('filter-choices').querySelectorAll('input')) {
    input.checked = true;
    input.indeterminate = false;
  }
  for (const kind of Object.keys(chosen)) chosen[kind] = null;
  applyStates();
  byId('filters').querySelector('summary').focus();
}

function bindFilters() {
  byId('filter-choices').append(
    choiceGroup('zone', say('columnZone'), zoneName),
    choiceGroup('channel', say('columnChannel'), (value) => known.channels[value]),
    choiceGroup('certainty', say('columnCertainty'), (value) => known.certainties[value]),
    choiceGroup('item', say('columnItem'), (value) => known.items[value]));
  byId('filters').hidden = !byId('filter-choices').childElementCount;
  byId('filter-reset').addEventListener('click', resetFilters);
  const table = [...rowsOfHops.values()][0]?.closest('div, table');
  table?.before(make('p', { id: 'filter-echo', class: 'soft', hidden: 'hidden' }));
}

function momentsOf() {
  const ends = new Map();
  for (const record of known.records.values()) {
    if (record.start === null || !record.hops.length) continue;
    const last = ends.get(record.end);
    if (!last || record.start > last.start) ends.set(record.end, record);
  }
  return [...ends.values()].sort((a, b) => a.end - b.end);
}

function presence(hop) {
  if (course.by === 'level') {
    return hop.depth === null || hop.depth <= course.place + 1 ? 2 : 0;
  }
  const { start, end } = recordOf(hop);
  const moment = course.moments[course.place]?.end ?? Infinity;
  return start === null || end <= moment ? 2 : start < moment ? 1 : 0;
}

function applyStates() {
  const count = { shown: 0, kept: 0, there: 0, perhaps: 0, later: 0 };
  for (const hop of known.hops.values()) {
    const passed = passes(hop);
    hop.isShown = passed || known.answer.has(hop.index);
    hop.presence = presence(hop);
    count.shown += hop.isShown;
    count.kept += hop.isShown && !passed;
    count[['later', 'perhaps', 'there'][hop.presence]] += 1;
  }
  for (const entity of known.entities.values()) setOwnState(entity);
  for (const shape of shapes) setShapeState(shape);
  for (const [index, row] of rowsOfHops) {
    const isHidden = known.hops.get(index)?.isShown === false;
    if (row.hidden !== isHidden) row.hidden = isHidden;
  }
  tellStates(count);
}

function setOwnState(entity) {
  let hasHops = false;
  entity.isShown = false;
  entity.presence = 0;
  const take = (hop) => {
    hasHops = true;
    if (hop.isShown) entity.isShown = true;
    entity.presence = Math.max(entity.presence, hop.presence);
  };
  entity.sent.forEach(take);
  entity.got.forEach(take);
  for (const record of [...entity.asked, ...entity.approved]) record.hops.forEach(take);
  if (hasHops) return;
  for (const group of entity.memberOf) group.got.forEach(take);
  if (!hasHops) Object.assign(entity, { isShown: true, presence: 2 });
}

function setShapeState(shape) {
  const ends = [shape.from, shape.to].map((index) => known.entities.get(index)).filter(Boolean);
  const parts = shape.entity >= 0 ? [known.entities.get(shape.entity)]
    : shape.hopCount ? shape.hops : ends;
  const isLink = shape.entity < 0 && !shape.hopCount;
  let isShown = isLink || !parts.length;
  let there = isLink || !parts.length ? 2 : 0;
  for (const part of parts) {
    isShown = isLink ? isShown && part.isShown : isShown || part.isShown;
    there = isLink ? Math.min(there, part.presence) : Math.max(there, part.presence);
  }
  toggle(shape, 'off', !isShown);
  toggle(shape, 'later', there === 0);
  toggle(shape, 'perhaps', there === 1);
}

function tellStates(count) {
  const total = known.hops.size;
  const isFiltered = Object.values(chosen).some((values) => values !== null);
  const parts = isFiltered ? [say('filterCount', { n: count.shown, total })] : [];
  if (count.kept) parts.push(say('filterKept', { n: count.kept }));
  byId('filter-state').textContent = parts.join(' ');
  byId('filter-reset').hidden = !isFiltered;
  const echo = byId('filter-echo');
  if (echo) {
    echo.hidden = !isFiltered;
    echo.textContent = parts.join(' ');
  }
  tellCourse(count);
}

function tellCourse(count) {
  const slider = byId('course-place');
  const isWhole = course.place >= Number(slider.max);
  const values = course.by === 'level'
    ? ['courseLevel', { level: course.place + 1, total: course.levels, n: count.there }]
    : ['courseUpTo', { time: text(course.moments[course.place]?.time ?? -1), n: count.there }];
  let told = say(...values);
  if (count.perhaps) told += say('coursePossible', { n: count.perhaps });
  if (course.by === 'time' && count.later) told += say('courseLater', { n: count.later });
  slider.setAttribute('aria-valuetext', told);
  byId('course-state').textContent = isWhole && !course.timer ? '' : told;
  byId('course-reset').disabled = isWhole;
  byId('course-back').disabled = course.place === 0;
  byId('course-forward').disabled = isWhole;
}

function setCourse(place) {
  const slider = byId('course-place');
  course.place = Math.max(0, Math.min(Number(slider.max), place));
  slider.value = String(course.place);
  applyStates();
}

function stopPlaying() {
  clearInterval(course.timer);
  course.timer = 0;
  byId('course-play').textContent = say('coursePlay');
}

function startPlaying() {
  const last = Number(byId('course-place').max);
  if (course.place >= last) setCourse(0);
  byId('course-play').textContent = say('coursePause');
  course.timer = setInterval(() => {
    if (course.place + 1 >= last) stopPlaying();
    setCourse(course.place + 1);
  }, Number(byId('course-speed').value));
}

function chooseCourse(by) {
  stopPlaying();
  course.by = by;
  const steps = by === 'level' ? course.levels : course.moments.length;
  byId('course-place').max = String(Math.max(0, steps - 1));
  for (const id of ['course-place', 'course-play']) byId(id).disabled = steps < 2;
  byId('course-note').replaceChildren(courseNote(by));
  setCourse(steps - 1);
}

function courseNote(by) {
  if (by === 'level') return say('courseLevelNote');
  const timeless = inOrder(known.hops.values()).filter((hop) => recordOf(hop).start === null);
  const notes = [];
  if (!course.moments.length) return say('courseNone');
  if (course.moments.length === 1) {
    notes.push(say('courseOneTime', { time: text(course.moments[0].time) }), ' ');
  }
  if (timeless.length) {
    const ids = listed(timeless.slice(0, 20).map(hopLink));
    if (timeless.length > 20) ids.append(' …');
    notes.push(sentence('courseNoTime', { n: timeless.length, ids }));
  }
  return joined(notes, '');
}

function bindCourse() {
  course.moments = momentsOf();
  for (const hop of known.hops.values()) course.levels = Math.max(course.levels, hop.depth ?? 0);
  byId('course').hidden = !known.hops.size;
  const by = byId('course-by');
  if (course.moments.length < 2) by.value = 'level';
  by.addEventListener('change', () => chooseCourse(by.value));
  byId('course-place').addEventListener('input', (event) => setCourse(Number(event.target.value)));
  byId('course-back').addEventListener('click', () => setCourse(course.place - 1));
  byId('course-forward').addEventListener('click', () => setCourse(course.place + 1));
  byId('course-reset').addEventListener('click', () => {
    stopPlaying();
    setCourse(Infinity);
  });
  byId('course-play').addEventListener('click', () => (course.timer ? stopPlaying() : startPlaying()));
  byId('course-speed').addEventListener('change', () => {
    if (!course.timer) return;
    stopPlaying();
    startPlaying();
  });
  chooseCourse(by.value);
}

/* Tables */

function keyOfCell(cell) {
  const key = cell.dataset.key ?? cell.textContent.trim();
  return key !== '' && !Number.isNaN(Number(key)) ? Number(key) : key;
}

function sortTable(table, column, isDown) {
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const body = table.tBodies[0];
  const entries = [...body.rows].map((row, place) => {
    row.dataset.place ??= String(place);
    return { row, key: column < 0 ? Number(row.dataset.place) : keyOfCell(row.cells[column]) };
  });
  const compare = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b
    : order.compare(String(a), String(b)));
  entries.sort((a, b) => (isDown ? -1 : 1) * compare(a.key, b.key)
    || a.row.dataset.place - b.row.dataset.place);
  body.append(...entries.map(({ row }) => row));
}

function bindSorting(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make('button', { type: 'button' });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const next = { ascending: 'descending', descending: null }[head.getAttribute('aria-sort')];
      const sort = next === undefined ? 'ascending' : next;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      if (sort) head.setAttribute('aria-sort', sort);
      sortTable(table, sort ? column : -1, sort === 'descending');
    });
  });
}

function addShowButtons() {
  const add = (row, thing, name) => {
    const button = make('button', {
      type: 'button', class: 'show', 'aria-label': say('showOnMap', { name }), title: say('showOnMap', { name }),
    });
    button.addEventListener('click', () => {
      openCard(thing, { from: button, isCentred: true });
      byId('map-part').scrollIntoView({ block: 'start' });
    });
    row.cells[0].append(' ', button);
  };
  for (const row of document.querySelectorAll('tr[data-who]')) {
    const entity = known.entities.get(Number(row.dataset.who));
    if (entity) add(row, { kind: 'who', index: entity.index }, entity.name);
  }
  for (const [index, row] of rowsOfHops) {
    const hop = known.hops.get(index);
    if (hop) add(row, { kind: 'hop', index }, hop.id);
  }
}

/* Beginning */

function bindCard() {
  card.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeCard();
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a.to-card');
    const thing = link && thingOf(link.hash);
    if (!thing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openCard(thing, { from: card.contains(link) ? null : link, isCentred: true });
  });
  addEventListener('popstate', followHash);
}

function begin() {
  document.documentElement.classList.add('scripted');
  findShapes();
  findRows();
  byId('map-tools').hidden = false;
  document.querySelectorAll('table.sortable').forEach(bindSorting);
  addShowButtons();
  if (picture) {
    measureMap();
    layOut();
    findStops();
    bindZoom();
    bindDrag();
    bindPinch();
    bindMapKeys();
    addEventListener('resize', () => { setHeight(); redrawRings(); });
  } else {
    document.querySelector('#map-tools .zoom').hidden = true;
  }
  bindFind();
  bindFilters();
  bindCourse();
  bindCard();
  if (thingOf(location.hash)) {
    followHash();
    requestAnimationFrame(() => byId('map-part').scrollIntoView({ block: 'start' }));
  }
}

begin();
