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
    const ids = listedFirst(timeless, 20, hopLink);
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
