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
      'data-label': say('reportMap'),
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
