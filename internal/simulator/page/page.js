// Keeps the page up to date. The server has rendered the first state; without this
// script, a reload shows the next one.
'use strict';

const interval = 1000; // milliseconds
const form = document.getElementById('view');
const state = document.getElementById('state');
let page = Number(new URLSearchParams(location.search).get('page')) || 1;
let shown = {}; // the JSON of each table, to leave unchanged ones alone
let timer;
let latest = 0; // number of the latest request; older responses are dropped

// query returns the view that the page shows, as the server reads it.
function query(number) {
  const q = new URLSearchParams();
  if (form.elements.filter.value.trim()) q.set('filter', form.elements.filter.value.trim());
  if (form.elements.show.value) q.set('show', form.elements.show.value);
  if (number > 1) q.set('page', number);
  const text = q.toString();
  return text && '?' + text;
}

// Text is only set with textContent, so no value is ever read as HTML.
function element(name, text, className) {
  const e = document.createElement(name);
  if (text !== undefined) e.textContent = text;
  if (className) e.className = className;
  return e;
}

function cell(items, className) {
  const td = element('td', undefined, className);
  for (const item of [].concat(items)) td.append(item, ' ');
  return td;
}

function row(...cells) {
  const tr = element('tr');
  tr.append(...cells);
  return tr;
}

function note(text, columns) {
  const td = element('td', text);
  td.colSpan = columns;
  return row(td);
}

// table replaces the rows of a table if they have changed.
function table(id, data, rows) {
  const json = JSON.stringify(data);
  if (shown[id] === json) return;
  shown[id] = json;
  document.getElementById(id).replaceChildren(...rows());
}

function instance(i) {
  const tags = (texts) => cell(texts.map((text) => element('span', text, 'item')));
  return row(element('td', i.code), element('td', i.group), cell(element('span', i.status, i.healthy ? 'status' : 'status bad')), tags(i.settings), tags(i.tasks));
}

function draw(o) {
  for (const e of document.querySelectorAll('[data-value]')) {
    e.textContent = o[e.dataset.value];
    e.classList.toggle('alarm', 'alarm' in e.dataset && o[e.dataset.value] > 0);
  }
  page = o.page;
  table('rows', o.instances, () => o.instances.map(instance));
  table('fault-rows', o.faults, () => o.faults.length
    ? o.faults.map((f) => row(element('td', f.kind), element('td', f.where), element('td', f.fired, 'number')))
    : [note('none', 3)]);
  table('path-rows', [o.paths, o.other_paths], () => {
    const rows = o.paths.map((p) => row(element('td', p.path), element('td', p.count, 'number')));
    if (!rows.length) rows.push(note('none yet', 2));
    if (o.other_paths) rows.push(note(`and ${o.other_paths} more`, 2));
    return rows;
  });
  document.getElementById('range').textContent = `${o.first} to ${o.last} of ${o.matching}`;
  for (const [id, number, hidden] of [['previous', o.page - 1, o.page <= 1], ['next', o.page + 1, o.page >= o.pages]]) {
    const link = document.getElementById(id);
    link.hidden = hidden;
    link.href = '/' + query(number);
  }
}

async function update() {
  clearTimeout(timer);
  const number = ++latest;
  try {
    const response = await fetch('/_simulator/overview' + query(page), { cache: 'no-store' });
    if (!response.ok) throw new Error(response.status);
    const data = await response.json();
    if (number !== latest) return;
    draw(data);
    state.textContent = 'live';
    state.className = '';
  } catch {
    if (number !== latest) return;
    state.textContent = 'the simulator does not respond; trying again';
    state.className = 'lost';
  }
  clearTimeout(timer);
  timer = setTimeout(update, interval);
}

// show updates the page for a new view, and the address for a reload.
function show(number) {
  page = number;
  history.replaceState(null, '', '/' + query(page));
  update();
}

form.querySelector('button').hidden = true; // changes apply at once
form.addEventListener('input', () => show(1));
form.addEventListener('submit', (event) => { event.preventDefault(); show(1); });
document.getElementById('previous').addEventListener('click', (event) => { event.preventDefault(); show(page - 1); });
document.getElementById('next').addEventListener('click', (event) => { event.preventDefault(); show(page + 1); });
document.addEventListener('visibilitychange', () => { if (document.hidden) clearTimeout(timer); else update(); });
update();
