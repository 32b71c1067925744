/** Turn messages into what is drawn: day separators, albums gathered, runs of one sender. */
import { worldNow } from './store.js';
import { happening } from './names.js';
import { dayName, dayNumber } from './times.js';
import { t } from './texts.js';

const RUN_S = 300;

function nameDay(ms) {
  const near = ['today', 'yesterday'][dayNumber(worldNow()) - dayNumber(ms)];
  return near ? `${t(near)} · ${dayName(ms)}` : dayName(ms);
}

const sameAlbum = (line, message) => line?.message?.media_group_id && line.message.media_group_id === message.media_group_id;

/** Arrays of the other pictures of an album, kept so that an unchanged album is not drawn again. */
const rests = new WeakMap();

function restOf(message, rest) {
  const known = rests.get(message);
  if (known?.length === rest.length && known.every((each, at) => each === rest[at])) return known;
  rests.set(message, rest);
  return rest;
}

function gather(messages) {
  const found = [];
  let day = null;
  for (const message of messages) {
    const number = dayNumber(message.date * 1000);
    const before = found[found.length - 1];
    if (number !== day) found.push({ kind: 'day', key: `day-${number}-${message.message_id}`, text: nameDay(message.date * 1000) });
    if (sameAlbum(before, message)) before.rest.push(message);
    else found.push({ kind: 'message', key: message.message_id, message, rest: [] });
    day = number;
  }
  return found;
}

function isRun(one, other) {
  if (one?.kind !== 'message' || other?.kind !== 'message') return false;
  if (happening(one.message) || happening(other.message)) return false;
  return one.message.from?.id === other.message.from?.id && other.message.date - one.message.date < RUN_S;
}

/** The lines of a list of messages, oldest first. */
export function lines(messages) {
  const found = gather(messages);
  return found.map((line, at) => (line.kind === 'day' ? line : {
    ...line,
    rest: line.rest.length ? restOf(line.message, line.rest) : undefined,
    first: !isRun(found[at - 1], line),
    last: !isRun(line, found[at + 1]),
  }));
}
