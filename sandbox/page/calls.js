/** What goes over the wire: the bot's raw calls and what it is told, newest first. */
import { html, memo, useEffect, useRef, useState, useTopics } from './view.js';
import { changed } from './topics.js';
import { act, readCalls } from './wire.js';
import { desk, phoneOf } from './store.js';
import { nameOf } from './names.js';
import { preciseTime } from './times.js';
import { t } from './texts.js';

const LISTED = 150;
const instant = (at) => (typeof at === 'number' ? at * (at < 1e11 ? 1000 : 1) : Date.parse(at));
const pretty = (value) => JSON.stringify(value, null, 2);

function Json({ title, value }) {
  const copy = () => navigator.clipboard?.writeText(pretty(value)).catch(() => {});
  return html`<div class="json"><div class="json-title"><small>${title}</small><button class="quiet" onClick=${copy}>${t('copy')}</button></div>
    <pre tabindex="0">${pretty(value)}</pre></div>`;
}

/** A line that shows its JSON when opened; the JSON is made only then. */
function Foldable({ summary, testid, children }) {
  const [open, setOpen] = useState(false);
  return html`<details class="call" data-testid=${testid} open=${open} onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary>${summary}</summary>${open && children()}</details>`;
}

const whose = (id) => id && (nameOf(phoneOf(Number(id))?.user ?? desk.chats[id] ?? { first_name: String(id) }));

const Call = memo(({ call }) => {
  const { at, method, params, ok, result, error, ms } = call;
  const summary = html`<time>${preciseTime(instant(at))}</time><b>${method}</b><small class="whose">${whose(params?.chat_id)}</small>
    <span class=${ok ? 'ok' : 'not-ok'}>${ok ? 'ok' : error?.error_code ?? error?.code ?? 'error'}</span><small>${ms === undefined ? '' : `${Math.round(ms)} ms`}</small>`;
  return html`<${Foldable} summary=${summary} testid="call-${method}">${() => html`<${Json} title=${t('params')} value=${params} />
    <${Json} title=${t('result')} value=${ok ? result : error} />`}<//>`;
});

/** The words of a record in lower case, made once. */
const told = new WeakMap();
function wordsOf(record) {
  if (!told.has(record)) told.set(record, JSON.stringify(record).toLowerCase());
  return told.get(record);
}

function latest(records, isWanted) {
  const found = [];
  for (let at = records.length - 1; at >= 0 && found.length < LISTED; at--) if (isWanted(records[at])) found.push(records[at]);
  return found;
}

async function loadCalls() {
  if (desk.callsRead) return;
  desk.callsRead = true;
  const before = await readCalls().catch(() => []);
  const seen = new Set(desk.calls.map((call) => `${call.at}${call.method}`));
  desk.calls.unshift(...before.filter((call) => !seen.has(`${call.at}${call.method}`)));
  changed('calls');
}

/** What is listed, held still while paused. */
function useHeld(records, paused) {
  const held = useRef(null);
  if (!paused) held.current = null;
  else held.current ??= [...records];
  return held.current ?? records;
}

const concerns = (params, phone) => !phone || String(params?.chat_id) === phone;
const wantedCall = ({ word, method, phone, onlyErrors }) => (call) =>
  !(onlyErrors && call.ok) && (!method || call.method === method) && concerns(call.params, phone) && (!word || wordsOf(call).includes(word));

function Calls({ filter }) {
  useTopics('calls');
  useEffect(() => { loadCalls(); }, []);
  const found = latest(useHeld(desk.calls, filter.paused), wantedCall(filter));
  return html`${found.map((call) => html`<${Call} key=${`${call.at}${call.method}${call.ms}`} call=${call} />`)}
    ${!found.length && html`<p class="muted">${t('nothing_yet')}</p>`}`;
}

const kindOf = (update) => Object.keys(update).find((key) => key !== 'update_id') ?? '';
const chatOf = (update) => {
  const happened = update[kindOf(update)];
  return happened?.chat?.id ?? happened?.message?.chat.id ?? happened?.from?.id;
};

function Update({ record, say }) {
  const { update, at } = record;
  const query = update.callback_query;
  const run = (name, details) => act(name, details).then(() => say(t('done')), (refusal) => say(refusal.message));
  const again = () => run('duplicate_press', { user_id: query.from.id, message_id: query.message?.message_id, data: query.data });
  const summary = html`<time>${preciseTime(instant(at))}</time><b>${kindOf(update)}</b><small class="whose">${whose(chatOf(update))}</small><small>#${update.update_id}</small>`;
  return html`<${Foldable} summary=${summary} testid="update-${update.update_id}">${() => html`<div class="deeds">
      <button class="soft" data-testid="redeliver" onClick=${() => run('redeliver', { update_id: update.update_id })}>${t('redeliver')}</button>
      ${query && html`<button class="soft" data-testid="press-again" onClick=${again}>${t('press_again')}</button>`}</div>
    <${Json} title=${kindOf(update)} value=${update} />`}<//>`;
}

const wantedUpdate = ({ word, method, phone }) => ({ update }) =>
  (!method || kindOf(update) === method) && (!phone || String(chatOf(update)) === phone) && (!word || wordsOf(update).includes(word));

/** What the bot was told; each can be told again. */
function Updates({ filter }) {
  useTopics('updates');
  const [said, say] = useState('');
  const found = latest(useHeld(desk.updates, filter.paused), wantedUpdate(filter));
  return html`<p class="said" role="status">${said}</p>
    ${found.map((record) => html`<${Update} key=${`${record.update.update_id}${record.at}`} record=${record} say=${say} />`)}
    ${!found.length && html`<p class="muted">${t('nothing_yet')}</p>`}`;
}

const VIEWS = { calls: Calls, updates: Updates };
const NO_FILTER = { word: '', method: '', phone: '', onlyErrors: false, paused: false };

function Picker({ label, options, value, onChange, testid }) {
  return html`<select aria-label=${label} data-testid=${testid} value=${value} onChange=${(event) => onChange(event.target.value)}>
    <option value="">${label}</option>${options.map(([id, name]) => html`<option value=${id}>${name}</option>`)}</select>`;
}

function FilterRow({ view, filter, set }) {
  const names = view === 'calls' ? desk.calls.map((call) => call.method) : desk.updates.map(({ update }) => kindOf(update));
  const methods = [...new Set(names)].sort().map((name) => [name, name]);
  const phones = Object.entries(desk.chats).filter(([id]) => phoneOf(Number(id))?.shown !== false).map(([id]) => [id, whose(id)]);
  const check = (key, label) => html`<label class="check"><input type="checkbox" data-testid=${key} checked=${filter[key]} onChange=${(event) => set({ [key]: event.target.checked })} />${label}</label>`;
  return html`<div class="filter-row"><div class="filters"><input class="wide" type="search" placeholder=${t('filter')} aria-label=${t('filter')} data-testid="filter"
      onInput=${(event) => set({ word: event.target.value.toLowerCase() })} />
      <${Picker} label=${t(view === 'calls' ? 'every_method' : 'every_kind')} options=${methods} value=${filter.method} testid="filter-method" onChange=${(method) => set({ method })} />
      <${Picker} label=${t('every_phone')} options=${phones} value=${filter.phone} testid="filter-phone" onChange=${(phone) => set({ phone })} /></div>
    <div class="checks">${view === 'calls' && check('onlyErrors', t('only_errors'))}${check('paused', t('pause_list'))}</div></div>`;
}

/** Calls or updates, and what of them is wanted. */
export function Record() {
  useTopics('calls', 'updates');
  const [view, setView] = useState('calls');
  const [filter, setFilter] = useState(NO_FILTER);
  const View = VIEWS[view];
  const turnTo = (name) => () => { setView(name); setFilter({ ...filter, method: '' }); };
  return html`<div class="switch" role="group" aria-label=${t('tab_record')}>${Object.keys(VIEWS).map((name) => html`<button aria-pressed=${view === name} data-testid="show-${name}" onClick=${turnTo(name)}>${t(name)}</button>`)}</div>
    <${FilterRow} key=${view} view=${view} filter=${filter} set=${(fields) => setFilter({ ...filter, ...fields })} /><${View} filter=${filter} />`;
}
