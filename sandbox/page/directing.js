/** Which of the director's panels is open; the header, the drawer and the tours turn it. */
import { changed } from './topics.js';
import { desk, focusOn } from './store.js';

export const directing = { tab: null, last: 'people', opener: null, quietly: false };

/** Open the drawer at one of its panels; quietly: the focus stays where it is. */
export function direct(tab = directing.last, { quietly = false } = {}) {
  if (!quietly) directing.opener ??= document.activeElement;
  Object.assign(directing, { tab, quietly, last: tab });
  changed('directing');
}

/** Close the drawer and give the focus back to what opened it. */
export function stopDirecting() {
  const { opener } = directing;
  Object.assign(directing, { tab: null, opener: null });
  changed('directing');
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/** Look at a phone; on a small screen the drawer makes way for it. */
export function lookAt(userId) {
  if (desk.narrow) stopDirecting();
  focusOn(userId);
}
