/** Bad weather: let the bot's calls fail, hang or arrive late; lift each rule with one tap. */
import { html, useState, useTopics } from './view.js';
import { act } from './wire.js';
import { desk, phoneOf, shownPhones } from './store.js';
import { Field } from './dialog.js';
import { Icon } from './icons.js';
import { nameOf } from './names.js';
import { t } from './texts.js';

const KINDS = ['429', '403', '500', '502_after', 'timeout', 'slow', 'gone', 'drop_answer'];
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

function describe({ kind, method, chat_id: chatId, times, share }) {
  const person = chatId ? nameOf(phoneOf(chatId)?.user ?? desk.chats[chatId]) : t('every_phone');
  const part = share < 1 && `${Math.round(share * 100)} %`;
  return { title: t(`fault_${kind}`), detail: [person, method, part, times ? t('times_left', { n: times }) : t('until_lifted')].filter(Boolean).join(' · ') };
}

function Rule({ fault, say }) {
  const { title, detail } = describe(fault);
  const end = () => act('end_fault', { id: fault.id }).then(() => say(t('fault_ended', { name: title })), (refusal) => say(refusal.message));
  return html`<li class="rule"><span class="choice-text"><b>${title}</b><small>${detail}</small></span>
    <button class="round quiet" aria-label=${t('end_fault', { name: title })} data-testid="end-fault-${fault.id}" onClick=${end}><${Icon} name="close" /></button></li>`;
}

/** The weather as it is. */
function Now({ say }) {
  useTopics('desk', 'faults');
  if (!desk.faults.length) return html`<p class="calm" data-testid="weather-now">${t('calm')}</p>`;
  const clear = () => act('clear_faults').then(() => say(t('faults_cleared')), (refusal) => say(refusal.message));
  return html`<section class="weather-now" aria-label=${t('weather_now')} data-testid="weather-now"><b>${t('weather_now')}</b>
    <ul>${desk.faults.map((fault) => html`<${Rule} key=${fault.id} fault=${fault} say=${say} />`)}</ul>
    <button class="soft" data-testid="fault-clear" onClick=${clear}>${t('clear_faults')}</button></section>`;
}

/** The last thing the bot was told, and the last press, told once more. */
function Again({ say }) {
  useTopics('updates');
  const last = desk.updates.at(-1)?.update;
  const press = desk.updates.findLast((record) => record.update.callback_query)?.update.callback_query;
  const run = (name, details) => () => act(name, details).then(() => say(t('done')), (refusal) => say(refusal.message));
  const pressed = press && { user_id: press.from.id, message_id: press.message?.message_id, data: press.data, chat_id: press.message?.chat.id };
  return html`<div class="again"><button class="soft" disabled=${!last} data-testid="redeliver-last" onClick=${run('redeliver', { update_id: last?.update_id })}>${t('redeliver_last')}</button>
    <button class="soft" disabled=${!press} data-testid="press-last-again" onClick=${run('duplicate_press', pressed)}>${t('press_last_again')}</button></div>`;
}

function More({ fault, set }) {
  return html`<label class="labelled"><span>${t('which_phone')}</span><select value=${fault.chat_id} data-testid="fault-phone" onChange=${set('chat_id')}>
      <option value="">${t('every_phone')}</option>
      ${shownPhones().map(({ user }) => html`<option value=${user.id}>${nameOf(user)}</option>`)}</select></label>
    <${Field} label=${t('which_method')} placeholder="sendMessage" value=${fault.method} data-testid="fault-method" onInput=${set('method')} />
    <div class="pair"><${Field} label=${t('how_often')} type="number" min="1" value=${fault.times} data-testid="fault-times" onInput=${set('times')} />
      <${Field} label=${t('share_percent')} type="number" min="1" max="100" placeholder="100" value=${fault.share} onInput=${set('share')} /></div>
    ${fault.kind === '429' && html`<${Field} label=${t('retry_after')} type="number" min="1" value=${fault.retry_after} onInput=${set('retry_after')} />`}`;
}

/** Choose the weather. */
export function Faults() {
  useTopics('desk');
  const [fault, setFault] = useState(BLANK);
  const [said, say] = useState('');
  const set = (key) => (event) => setFault({ ...fault, [key]: event.target.value });
  const start = (event) => {
    event.preventDefault();
    act('fault', wanted(fault)).then(() => say(t('fault_started', { name: t(`fault_${fault.kind}`) })), (refusal) => say(refusal.message));
  };
  return html`<${Now} say=${say} /><p class="said" role="status">${said}</p>
    <form class="form" onSubmit=${start}><b>${t('fault_kind')}</b>
    <${KindChoice} value=${fault.kind} onChange=${(kind) => setFault({ ...fault, kind })} />
    <${More} fault=${fault} set=${set} />
    <button class="big" data-testid="fault-start">${t('start_fault')}</button></form><${Again} say=${say} />`;
}
