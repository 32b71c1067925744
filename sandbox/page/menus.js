/** Short menus: of a message, of commands, of the phone. */
import { html } from './view.js';
import { deed, hidePhone, setBlocked } from './deeds.js';
import { messageIn, roomOfMessage } from './rooms.js';
import { screenOf, toast, topicOn, turn } from './screens.js';
import { openPicture } from './qr.js';
import { fileUrl } from './wire.js';
import { Choice, SheetTitle } from './dialog.js';
import { summary } from './names.js';
import { t } from './texts.js';

const FACES = ['👍', '❤️', '🙏', '👏', '🎉', '😁', '😢'];

function copyText(userId, text) {
  return navigator.clipboard.writeText(text).then(() => toast(userId, t('copied')), () => toast(userId, t('cannot_copy')));
}

function startEdit(userId, chatId, message) {
  screenOf(userId).drafts.set(roomOfMessage(chatId, message), message.text ?? message.caption ?? '');
  turn(userId, { edit: message.message_id, reply: null });
}

/** A row of faces to answer with; the one that was chosen takes itself back. */
function Faces({ userId, chatId, messageId, close }) {
  const { reacted } = screenOf(userId);
  const name = `${chatId}:${messageId}`;
  const react = (face) => async () => {
    close();
    const emoji = reacted.get(name) === face ? null : face;
    if (await deed(userId, 'react', { chat_id: chatId, message_id: messageId, emoji: emoji?.replace('\uFE0F', '') ?? null })) reacted.set(name, emoji);
  };
  return html`<div class="faces" role="group" aria-label=${t('react')}>${FACES.map((face) => html`<button class="face" key=${face} aria-pressed=${reacted.get(name) === face}
    data-testid="react-${face}" onClick=${react(face)}>${face}</button>`)}</div>`;
}

const isOwnFor = (message, userId) => message.from?.id === userId && !message.forward_origin;
const MEDIA = ['photo', 'document', 'voice', 'video', 'animation', 'audio'];
const isEditable = (message, userId) => isOwnFor(message, userId) && (message.text !== undefined || MEDIA.some((kind) => message[kind]));

/** What can be done with a message, in the order it is offered: [icon, text, testid, deed]. */
function offers(phone, chatId, message) {
  const { id } = phone.user;
  const text = message.text ?? message.caption;
  const isFree = !message._?.protected;
  const target = { chatId, messageId: message.message_id };
  const sheet = (kind) => () => turn(id, { sheet: { kind, ...target } });
  const read = () => openPicture(id, fileUrl(message.photo.at(-1).file_id));
  return [
    ['reply', 'reply', 'do-reply', () => turn(id, { reply: message.message_id, edit: null, sheet: null })],
    isFree && ['forward', 'forward', 'do-forward', sheet('forward')],
    isEditable(message, id) && ['edit', 'edit', 'do-edit', () => { startEdit(id, chatId, message); turn(id, { sheet: null }); }],
    text && isFree && ['copy', 'copy', 'do-copy', () => { turn(id, { sheet: null }); copyText(id, text); }],
    message.photo && ['scan', 'read_code', 'do-scan', () => { turn(id, { sheet: null }); read(); }],
    message.from?.id === id && ['trash', 'delete', 'do-delete', sheet('delete')],
  ].filter(Boolean);
}

/** What can be done with a message. */
export function MessageSheet({ phone, sheet, close }) {
  const message = messageIn(sheet.chatId, sheet.messageId);
  if (!message) return html`<${SheetTitle} text=${t('message_gone')} close=${close} />`;
  return html`<${SheetTitle} text=${summary(message)} close=${close} />
    <${Faces} userId=${phone.user.id} chatId=${sheet.chatId} messageId=${sheet.messageId} close=${close} />
    <div class="choices">${offers(phone, sheet.chatId, message).map(([icon, text, testid, onClick]) => html`<${Choice} key=${testid} icon=${icon} title=${t(text)}
      testid=${testid} danger=${icon === 'trash'} onClick=${onClick} />`)}</div>`;
}

/** Ask before one's own message is deleted. */
export function DeleteSheet({ phone, sheet, close }) {
  const remove = () => { close(); deed(phone.user.id, 'delete', { chat_id: sheet.chatId, message_id: sheet.messageId }); };
  return html`<div class="question"><p>${t('delete_question')}</p></div>
    <div class="pair"><button class="soft" data-autofocus onClick=${close}>${t('cancel')}</button>
      <button class="big danger-big" data-testid="delete-sure" onClick=${remove}>${t('delete')}</button></div>`;
}

/** The bot's commands in this chat. */
export function CommandsSheet({ phone, sheet, close }) {
  const send = (command) => () => {
    close();
    turn(phone.user.id, { atEnd: true });
    deed(phone.user.id, 'text', { chat_id: sheet.chatId, text: `/${command}`, thread_id: topicOn(phone.user.id) });
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
    <${Choice} icon="scan" title=${t('open_link')} testid="phone-link" onClick=${go({ kind: 'link' })} />
    <${Choice} icon="move" title=${t('move_person')} testid="phone-move" onClick=${go({ kind: 'location', place: true })} />
    <${Choice} icon="block" title=${t(phone.blocked ? 'unblock_bot' : 'block_bot')} danger=${!phone.blocked} testid="phone-block" onClick=${() => setBlocked(id, !phone.blocked)} />
    <${Choice} icon="close" title=${t('hide_phone')} testid="phone-hide" onClick=${() => { close(); hidePhone(id); }} />
  </div>`;
}
