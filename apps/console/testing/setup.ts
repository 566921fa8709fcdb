import { configure } from '@testing-library/react';

// What a page comes to show may take long on a busy machine; a test waits for it, it does not measure it.
configure({ asyncUtilTimeout: 15_000 });

// jsdom has no modal dialogs; what counts for the tests is that one is open.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
window.scrollTo = () => undefined;

// The environment lends Node's FormData, which knows no forms; React reads the one of a submit that navigates.
const frame = document.body.appendChild(document.createElement('iframe'));
globalThis.FormData = (frame.contentWindow as unknown as typeof globalThis).FormData;
frame.remove();
