/** What a tour does at the desk: the deeds of the page's protocol, with names instead of numbers. */
import { act, readHistory } from './wire.js';
import { turn } from './screens.js';
import { phoneNamed } from './tourcast.js';

/** Find the latest message of a chat that carries an inline button with these words. */
async function buttonWith(chatId, words) {
  const { messages } = await readHistory(chatId);
  for (const message of messages.reverse()) {
    const button = message.reply_markup?.inline_keyboard?.flat().find(({ text }) => text.includes(words));
    if (button) return { message_id: message.message_id, data: button.callback_data };
  }
  throw new Error(`[${words}]`);
}

function presetOf(phone, name) {
  const preset = phone.presets.find((each) => each.name.startsWith(name));
  if (!preset) throw new Error(`[${name}]`);
  const { latitude, longitude, horizontal_accuracy: accuracy, live_period: period } = preset;
  return { latitude, longitude, horizontal_accuracy: accuracy, live_period: period };
}

const DEEDS = {
  press: async (phone, { button }) => act('press', { user_id: phone.user.id, ...await buttonWith(phone.user.id, button) }),
  location: (phone, { preset }) => act('location', { user_id: phone.user.id, ...presetOf(phone, preset) }),
};

/** Do one deed of a tour; anything the table does not know goes to the desk as it is. */
export async function perform(deed) {
  const { do: name, phone: who, ...details } = deed;
  const phone = who && phoneNamed(who);
  if (who && !phone) throw new Error(who);
  if (phone) turn(phone.user.id, { sheet: null, atEnd: true });
  if (name in DEEDS) return DEEDS[name](phone, details);
  return act(name, { ...(phone && { user_id: phone.user.id }), ...details });
}
