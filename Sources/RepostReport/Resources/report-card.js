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

function addChain(hop, isPart = true) {
  const chain = chainTo(hop);
  if (isPart) addPart(say('chainTitle'));
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
    const records = new Set(chain.map(recordOf));
    let left = 0;
    for (const { sourceCount, sources } of records) left += sourceCount - sources.length;
    const ids = listedFirst(others, 30, hopLink, left);
    card.append(make('p', { class: 'sources' }, sentence('chainOthers', { ids })));
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

function writeHead(title, ...lines) {
  contentsOfDetails.clear();
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
    const ids = listedFirst(records, 20, (index) => cite(known.records.get(index)));
    return joined([known.roles[role], ids], ' ');
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

function originLine(entity) {
  const begins = new Set(entity.sent.filter((hop) => hop.depth === 1).map(recordOf));
  return make('p', {}, sentence('chainOrigin', { ids: listed([...begins].map(cite)) }));
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
  const nearest = nearestReceipt(entity);
  let lit = { chain: [], others: [] };
  if (entity.depth === 0) addPart(say('chainTitle'), originLine(entity));
  if (nearest) lit = addChain(nearest, entity.depth !== 0);
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

const contentsOfDetails = new Map();

function recordItem(record) {
  const comma = known.words.get('comma');
  const details = make('details', {}, make('summary', {},
    make('b', {}, record.id), comma, text(record.time), comma, known.channels[record.channel]));
  contentsOfDetails.set(details, () => {
    contentsOfDetails.delete(details);
    details.append(recordFacts(record), linksToRows([[byId(`record-${record.index + 1}`)]]));
  });
  details.addEventListener('toggle', () => details.open && contentsOfDetails.get(details)?.());
  return details;
}

function openRecordsForPrint() {
  for (const details of card.querySelectorAll('details')) {
    contentsOfDetails.get(details)?.();
    details.open = true;
  }
}

function writeHops(hops, total) {
  const isOne = total === 1;
  writeHead(isOne ? say('cardHop', { id: hops[0].id }) : say('cardHops', { n: total }));
  const chain = new Set();
  const others = new Set();
  for (const hop of hops.slice(0, 20)) {
    const record = recordOf(hop);
    if (!isOne) card.append(make('h4', { class: 'hop' }, hopLink(hop)));
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
    if (picture && !shapesOf({ kind: 'hop', index: hop.index }).length) {
      card.append(make('p', { class: 'soft' }, say('cardNotDrawn')));
    }
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
  if (total > hops.length) card.append(make('p', { class: 'soft' }, say('moreLines', { n: total - hops.length })));
  return { chain: [...chain], others: [...others], hops };
}
