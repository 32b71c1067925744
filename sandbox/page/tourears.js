/** What was said since a tour began, and whether words that must come have come. */
import { listenIn } from './overheard.js';
import { phoneNamed } from './tourcast.js';

/** Begin to listen; `onHeard` is called after everything that was said. */
export function openEars(onHeard) {
  const heard = [];
  const stop = listenIn((event) => {
    const text = event.message?.text ?? event.message?.caption ?? (event.type === 'answer' ? event.text : undefined);
    if (text === undefined || text === null) return;
    heard.push({ chatId: event.chat_id ?? event.user_id, text });
    onHeard();
  });
  return { heard, stop };
}

const onPhone = (name, chatId) => {
  const phone = phoneNamed(name);
  return Boolean(phone) && (phone.user.id === chatId || phone.chats.includes(chatId));
};

/** What a step waits for, as a list of a phone and its words. */
export function expected(step) {
  return [step.until ?? []].flat().map((each) => (typeof each === 'string' ? { phone: step.phone, words: each } : each));
}

/** What of it has not been said since the mark. */
export function missing(step, heard, mark) {
  const said = heard.slice(mark);
  return expected(step).filter(({ phone, words }) => !said.some(({ chatId, text }) => text.includes(words) && onPhone(phone, chatId)));
}
