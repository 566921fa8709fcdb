import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom with the parts of Node that the API client is made of; forms and media stay those of jsdom. */
export default class WebEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Headers, Request, Response, TextDecoder, TextEncoder });
  }
}
