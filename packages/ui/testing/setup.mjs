import '@testing-library/jest-dom/jest-globals';
import { afterEach } from '@jest/globals';
import { cleanup, configure } from '@testing-library/react';

// What a page comes to show may take long on a busy machine; a test waits for it, it does not measure it.
configure({ asyncUtilTimeout: 15_000 });

// jsdom draws no modal dialogs; specs that need no page run without it.
if (typeof HTMLDialogElement !== 'undefined') {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
}

afterEach(cleanup);
