/** Sending a contact: one's own, somebody else's, or any number. */
import { html, useState } from './view.js';
import { deed } from './deeds.js';
import { desk } from './store.js';
import { topicOn, turn } from './screens.js';
import { Choice, Field, SheetTitle } from './dialog.js';
import { Avatar, nameOf } from './names.js';
import { t } from './texts.js';

const SHOWN = 60;

function send(userId, details = {}) {
  turn(userId, { sheet: null, atEnd: true });
  return deed(userId, 'contact', { ...details, thread_id: topicOn(userId) });
}

function NumberForm({ userId, chatId }) {
  const [phone, setPhone] = useState('');
  const submit = (event) => {
    event.preventDefault();
    if (phone.trim()) send(userId, { chat_id: chatId, phone: phone.trim() });
  };
  return html`<form class="form inline" onSubmit=${submit}>
    <${Field} label=${t('other_number')} type="tel" value=${phone} data-testid="contact-number" onInput=${(event) => setPhone(event.target.value)} />
    <button class="soft">${t('send')}</button></form>`;
}

/** Choose whose contact to send. */
export function ContactSheet({ phone, sheet, close }) {
  const { id } = phone.user;
  const { chatId } = sheet;
  const others = desk.phones.filter((other) => other !== phone && other.phone).slice(0, SHOWN);
  return html`<${SheetTitle} text=${t('whose_contact')} close=${close} />
    <div class="choices">
      ${phone.phone && html`<${Choice} picture=${html`<${Avatar} someone=${phone.user} />`} title=${t('own_contact', { phone: phone.phone })} testid="contact-own" onClick=${() => send(id, { chat_id: chatId })} />`}
      ${others.map((other) => html`<${Choice} key=${other.user.id} picture=${html`<${Avatar} someone=${other.user} />`} title=${nameOf(other.user)}
        detail=${other.phone} testid="contact-${other.user.id}" onClick=${() => send(id, { chat_id: chatId, of_user_id: other.user.id })} />`)}
    </div><${NumberForm} userId=${id} chatId=${chatId} />`;
}

/** Telegram's question before a key shares one's number. */
export function ShareSheet({ phone, close }) {
  return html`<div class="question"><p>${t('share_question')}</p><b>${phone.phone}</b></div>
    <div class="pair"><button class="soft" onClick=${close}>${t('cancel')}</button>
      <button class="big" data-autofocus data-testid="share-contact" onClick=${() => send(phone.user.id)}>${t('share')}</button></div>`;
}
