/** Inline keyboards under bubbles and the reply keyboard under the composer. */
import { classes, html, memo, useTopics } from './view.js';
import { deed, openLink, press, pressKey } from './deeds.js';
import { screenOf, toast, topicOn, turn } from './screens.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

async function copy(userId, text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(userId, t('copied'));
  } catch {
    toast(userId, t('cannot_copy'));
  }
}

function pressInline(place, messageId, button) {
  const { userId, chatId } = place;
  if (button.callback_data !== undefined) return press(userId, chatId, messageId, button.callback_data);
  const url = button.url ?? button.login_url?.url;
  if (url) return openLink(userId, url);
  if (button.copy_text) return copy(userId, button.copy_text.text);
  return toast(userId, t('unsupported_button'));
}

const corner = (button) => (button.url || button.login_url ? 'open' : button.copy_text ? 'copy' : null);

function InlineButton({ button, place, messageId, tabbable, at }) {
  const key = pressKey(place.chatId, messageId, button.callback_data);
  const waiting = button.callback_data !== undefined && screenOf(place.userId).waiting.has(key);
  return html`<button class=${classes('inline-button', waiting && 'waiting', button.style && `style-${button.style}`)}
      data-testid="inline-${messageId}-${at}" tabindex=${tabbable ? 0 : -1} aria-busy=${waiting}
      onClick=${() => pressInline(place, messageId, button)}>
    <span>${button.text}</span>
    ${corner(button) && html`<${Icon} name=${corner(button)} />`}
    ${waiting && html`<span class="spinner" role="img" aria-label=${t('waiting')}></span>`}
  </button>`;
}

/** Draw the buttons under a bubble. */
export const InlineKeyboard = memo(({ rows, userId, chatId, messageId, tabbable }) => {
  useTopics(`waiting:${userId}`);
  const place = { userId, chatId };
  return html`<div class="inline-keyboard">${rows.map((row, y) => html`<div class="inline-row">
    ${row.map((button, x) => html`<${InlineButton} key=${x} ...${{ button, place, messageId, tabbable, at: `${y}-${x}` }} />`)}
  </div>`)}</div>`;
});

const ASKING = { request_location: 'location', request_contact: 'share', request_users: 'choose-users', request_chat: 'choose-chat' };

function pressKeyOf({ userId, chatId }, key, oneTime) {
  if (oneTime) turn(userId, { keyboardOpen: false });
  const asks = Object.keys(ASKING).find((name) => key[name]);
  if (asks) return turn(userId, { sheet: { kind: ASKING[asks], chatId, key } });
  if (key.request_poll || key.web_app) return toast(userId, t('unsupported_button'));
  turn(userId, { atEnd: true });
  return deed(userId, 'key', { chat_id: chatId, text: key.text, thread_id: topicOn(userId) });
}

const asKey = (key) => (typeof key === 'string' ? { text: key } : key);
const KEY_ICONS = { request_location: 'pin', request_contact: 'person', request_users: 'group', request_chat: 'group' };
const keyIcon = (key) => KEY_ICONS[Object.keys(KEY_ICONS).find((name) => key[name])];

/** Draw the reply keyboard of a chat. */
export function ReplyKeyboard({ place, markup }) {
  const tall = markup.resize_keyboard ? null : 'tall';
  return html`<div class=${classes('reply-keyboard', tall)} role="group" aria-label=${t('keyboard')} data-testid="reply-keyboard">
    ${markup.keyboard.map((row, y) => html`<div class="key-row">${row.map(asKey).map((key, x) => html`
      <button class=${classes('key', key.style && `style-${key.style}`)} data-testid="key-${y}-${x}"
          onClick=${() => pressKeyOf(place, key, markup.one_time_keyboard)}>
        ${keyIcon(key) && html`<${Icon} name=${keyIcon(key)} />`}<span>${key.text}</span>
      </button>`)}</div>`)}
  </div>`;
}
