/** Lists of raw calls and updates, newest first. */
import { html, memo, useEffect, useState, useTopics } from './view.js';
import { changed } from './topics.js';
import { act, readCalls } from './wire.js';
import { desk } from './store.js';
import { preciseTime } from './times.js';
import { t } from './texts.js';

const LISTED = 150;
const instant = (at) => (typeof at === 'number' ? at * (at < 1e11 ? 1000 : 1) : Date.parse(at));
const pretty = (value) => JSON.stringify(value, null, 2);

function Json({ title, value }) {
  return html`<div class="json"><small>${title}</small><pre tabindex="0">${pretty(value)}</pre></div>`;
}

/** A line that shows its JSON when opened; the JSON is made only then. */
function Foldable({ summary, testid, children }) {
  const [open, setOpen] = useState(false);
  return html`<details class="call" data-testid=${testid} open=${open} onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary>${summary}</summary>${open && children()}</details>`;
}

const Call = memo(({ call }) => {
  const { at, method, params, ok, result, error, ms } = call;
  const summary = html`<time>${preciseTime(instant(at))}</time><b>${method}</b>
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

function FilterRow({ filter, setFilter, children }) {
  return html`<div class="filter-row"><input class="wide" type="search" placeholder=${t('filter')} aria-label=${t('filter')} data-testid="filter"
    value=${filter} onInput=${(event) => setFilter(event.target.value)} />${children}</div>`;
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

/** The bot's calls. */
export function Calls() {
  useTopics('calls');
  const [filter, setFilter] = useState('');
  const [onlyErrors, setOnlyErrors] = useState(false);
  useEffect(() => { loadCalls(); }, []);
  const word = filter.toLowerCase();
  const found = latest(desk.calls, (call) => !(onlyErrors && call.ok) && (!word || wordsOf(call).includes(word)));
  return html`<${FilterRow} filter=${filter} setFilter=${setFilter}>
      <label class="check"><input type="checkbox" checked=${onlyErrors} onChange=${(event) => setOnlyErrors(event.target.checked)} />${t('only_errors')}</label><//>
    ${found.map((call) => html`<${Call} key=${`${call.at}${call.method}${call.ms}`} call=${call} />`)}
    ${!found.length && html`<p class="muted">${t('nothing_yet')}</p>`}`;
}

const kindOf = (update) => Object.keys(update).find((key) => key !== 'update_id') ?? '';

function Update({ record, say }) {
  const { update, at } = record;
  const query = update.callback_query;
  const run = (name, details) => act(name, details).then(() => say(t('done')), (refusal) => say(refusal.message));
  const again = () => run('duplicate_press', { user_id: query.from.id, message_id: query.message?.message_id, data: query.data });
  const summary = html`<time>${preciseTime(instant(at))}</time><b>${kindOf(update)}</b><small>#${update.update_id}</small>`;
  return html`<${Foldable} summary=${summary} testid="update-${update.update_id}">${() => html`<div class="deeds">
      <button class="soft" data-testid="redeliver" onClick=${() => run('redeliver', { update_id: update.update_id })}>${t('redeliver')}</button>
      ${query && html`<button class="soft" data-testid="press-again" onClick=${again}>${t('press_again')}</button>`}</div>
    <${Json} title=${kindOf(update)} value=${update} />`}<//>`;
}

/** What the bot was told; each can be told again. */
export function Updates() {
  useTopics('updates');
  const [filter, setFilter] = useState('');
  const [said, say] = useState('');
  const word = filter.toLowerCase();
  const found = latest(desk.updates, (record) => !word || wordsOf(record.update).includes(word));
  return html`<${FilterRow} filter=${filter} setFilter=${setFilter} />
    <p class="muted" role="status">${said}</p>
    ${found.map((record) => html`<${Update} key=${record.update.update_id} record=${record} say=${say} />`)}
    ${!found.length && html`<p class="muted">${t('nothing_yet')}</p>`}`;
}
