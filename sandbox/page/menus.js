/** Short menus: of a message, of commands, of the phone; and the questions about links. */
import { html, useState } from './view.js';
import { deed, hidePhone, openLink, setBlocked, startOf } from './deeds.js';
import { messageIn } from './rooms.js';
import { screenOf, toast, turn } from './screens.js';
import { Choice, SheetTitle } from './dialog.js';
import { summary } from './names.js';
import { t } from './texts.js';

function copyText(userId, text) {
  return navigator.clipboard.writeText(text).then(() => toast(userId, t('copied')), () => toast(userId, t('cannot_copy')));
}

function startEdit(userId, chatId, message) {
  screenOf(userId).drafts.set(chatId, message.text);
  turn(userId, { edit: message.message_id, reply: null });
}

/** What can be done with a message. */
export function MessageSheet({ phone, sheet, close }) {
  const { id } = phone.user;
  const message = messageIn(sheet.chatId, sheet.messageId);
  if (!message) return html`<${SheetTitle} text=${t('message_menu')} close=${close} />`;
  const text = message.text ?? message.caption;
  const own = message.from?.id === id;
  const then = (deedOf) => () => { close(); deedOf(); };
  const forward = () => deed(id, 'forward', { from_chat: sheet.chatId, message_id: message.message_id });
  return html`<${SheetTitle} text=${summary(message)} close=${close} /><div class="choices">
    <${Choice} icon="reply" title=${t('reply')} testid="do-reply" onClick=${then(() => turn(id, { reply: message.message_id, edit: null }))} />
    ${!message._?.protected && html`<${Choice} icon="forward" title=${t('forward_to_bot')} testid="do-forward" onClick=${then(forward)} />`}
    ${own && message.text && html`<${Choice} icon="edit" title=${t('edit')} testid="do-edit" onClick=${then(() => startEdit(id, sheet.chatId, message))} />`}
    ${text && !message._?.protected && html`<${Choice} icon="copy" title=${t('copy')} testid="do-copy" onClick=${then(() => copyText(id, text))} />`}
  </div>`;
}

/** The bot's commands in this chat. */
export function CommandsSheet({ phone, sheet, close }) {
  const send = (command) => () => {
    close();
    deed(phone.user.id, 'text', { chat_id: sheet.chatId, text: `/${command}` });
  };
  return html`<${SheetTitle} text=${t('commands')} close=${close} /><div class="choices">
    ${(phone.commands[sheet.chatId] ?? []).map(({ command, description }) => html`<${Choice} key=${command} icon="commands" title=${description}
      detail=${`/${command}`} testid="command-${command}" onClick=${send(command)} />`)}</div>`;
}

/** What can be done with the phone itself. */
export function PhoneSheet({ phone, close }) {
  const { id } = phone.user;
  const go = (sheet) => () => turn(id, { sheet });
  return html`<${SheetTitle} text=${t('phone_menu')} close=${close} /><div class="choices">
    <${Choice} icon="link" title=${t('open_link')} testid="phone-link" onClick=${go({ kind: 'link' })} />
    <${Choice} icon="move" title=${t('move_person')} testid="phone-move" onClick=${go({ kind: 'location', place: true })} />
    <${Choice} icon="block" title=${t(phone.blocked ? 'unblock_bot' : 'block_bot')} danger=${!phone.blocked} testid="phone-block" onClick=${() => setBlocked(id, !phone.blocked)} />
    <${Choice} icon="close" title=${t('hide_phone')} testid="phone-hide" onClick=${() => { close(); hidePhone(id); }} />
  </div>`;
}

/** Paste an invitation. */
export function LinkSheet({ phone, close }) {
  const [link, setLink] = useState('');
  const submit = (event) => {
    event.preventDefault();
    if (startOf(link) === undefined) return toast(phone.user.id, t('not_a_bot_link'));
    close();
    return openLink(phone.user.id, link);
  };
  return html`<${SheetTitle} text=${t('open_link')} close=${close} /><form class="form" onSubmit=${submit}>
    <input class="wide" data-autofocus placeholder=${t('link_field')} aria-label=${t('link_field')} data-testid="link" value=${link} onInput=${(event) => setLink(event.target.value)} />
    <button class="big" data-testid="link-open">${t('open')}</button></form>`;
}

/** Ask before a link leads away from the desk. */
export function UrlSheet({ sheet, close }) {
  const safe = /^https?:/i.test(sheet.url);
  return html`<div class="question"><p>${t('open_link_question')}</p><b class="url">${sheet.url}</b></div>
    <div class="pair"><button class="soft" onClick=${close}>${t('cancel')}</button>
      ${safe && html`<a class="big" href=${sheet.url} target="_blank" rel="noopener noreferrer" data-testid="url-open" onClick=${close}>${t('open')}</a>`}</div>`;
}
