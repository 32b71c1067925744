/** Bad weather: let the bot's calls fail, hang or arrive late. */
import { html, useState, useTopics } from './view.js';
import { act } from './wire.js';
import { desk, phoneOf, readDesk, shownPhones } from './store.js';
import { Field } from './dialog.js';
import { nameOf } from './names.js';
import { t } from './texts.js';

const KINDS = ['429', '403', '500', 'timeout', 'slow', 'gone', 'drop_answer'];
const BLANK = { kind: '429', chat_id: '', method: '', times: '1', share: '', retry_after: '5' };

/** What the desk is asked for; empty fields are left out. */
function wanted({ kind, chat_id: chatId, method, times, share, retry_after: retryAfter }) {
  return {
    kind,
    chat_id: chatId ? Number(chatId) : undefined,
    method: method.trim() || undefined,
    times: times ? Number(times) : undefined,
    share: share ? Number(share) / 100 : undefined,
    retry_after: kind === '429' ? Number(retryAfter) || 1 : undefined,
  };
}

function KindChoice({ value, onChange }) {
  return html`<div class="kinds" role="radiogroup" aria-label=${t('fault_kind')}>${KINDS.map((kind) => html`<label class="kind">
    <input type="radio" name="kind" value=${kind} checked=${kind === value} data-testid="fault-${kind}" onChange=${() => onChange(kind)} /><span>${t(`fault_${kind}`)}</span></label>`)}</div>`;
}

function describe({ kind, method, chat_id: chatId, times }) {
  const person = chatId ? nameOf(phoneOf(chatId)?.user) : t('every_phone');
  return [t(`fault_${kind}`), person, method, times && `× ${times}`].filter(Boolean).join(' · ');
}

/** The weather as it is. */
function Now() {
  useTopics('desk');
  return desk.faults.length ? html`<ul class="faults">${desk.faults.map((fault) => html`<li key=${fault.id}>${describe(fault)}</li>`)}</ul>` : null;
}

/** Choose the weather. */
export function Faults() {
  const [fault, setFault] = useState(BLANK);
  const [said, say] = useState('');
  const set = (key) => (event) => setFault({ ...fault, [key]: event.target.value });
  const run = (promise, text) => promise.then(() => { say(text); return readDesk(); }).catch((refusal) => say(refusal.message));
  const start = (event) => {
    event.preventDefault();
    run(act('fault', wanted(fault)), t('fault_started', { name: t(`fault_${fault.kind}`) }));
  };
  return html`<form class="form" onSubmit=${start}><b>${t('fault_kind')}</b>
    <${KindChoice} value=${fault.kind} onChange=${(kind) => setFault({ ...fault, kind })} />
    <label class="labelled"><span>${t('which_phone')}</span><select value=${fault.chat_id} data-testid="fault-phone" onChange=${set('chat_id')}>
      <option value="">${t('every_phone')}</option>
      ${shownPhones().map(({ user }) => html`<option value=${user.id}>${nameOf(user)}</option>`)}</select></label>
    <${Field} label=${t('which_method')} placeholder="sendMessage" value=${fault.method} onInput=${set('method')} />
    <div class="pair"><${Field} label=${t('how_often')} type="number" min="1" value=${fault.times} onInput=${set('times')} />
      <${Field} label=${t('share_percent')} type="number" min="1" max="100" placeholder="100" value=${fault.share} onInput=${set('share')} /></div>
    ${fault.kind === '429' && html`<${Field} label=${t('retry_after')} type="number" min="1" value=${fault.retry_after} onInput=${set('retry_after')} />`}
    <button class="big" data-testid="fault-start">${t('start_fault')}</button>
    <button type="button" class="soft" data-testid="fault-clear" onClick=${() => run(act('clear_faults'), t('faults_cleared'))}>${t('clear_faults')}</button>
    <p role="status" class="muted">${said}</p><${Now} /></form>`;
}
