import 'reflect-metadata';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';

// The baseline of the benchmarks: Nest on Fastify with the same database driver, connected, and two routes that only
// answer JSON. Decorators are applied by hand, because Node runs this file by stripping types.
class Bare {
  get() {
    return { status: 'ok' };
  }

  post() {
    return ANSWER;
  }
}
const ANSWER = {
  seq: 1,
  coveredNow: 1,
  refused: null,
  presence: null,
  standing: {
    coverage: [[0, 100]], coveredSeconds: 100, requiredSeconds: 810, durationSeconds: 900, savedAt: 100, round: 1, completed: null,
    lessonUnits: 36000, lessonCredits: '0.33', leftTodayUnits: 432000, leftTodayCredits: '4.00', provisional: false,
  },
};
Get('live')(Bare.prototype, 'get', Object.getOwnPropertyDescriptor(Bare.prototype, 'get')!);
Post('report')(Bare.prototype, 'post', Object.getOwnPropertyDescriptor(Bare.prototype, 'post')!);
Controller()(Bare);

class BareModule {}
Module({ imports: [TypeOrmModule.forRoot({ type: 'mariadb', url: process.env.DATABASE_URL, entities: [] })], controllers: [Bare] })(BareModule);

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(process.env.PORT), '127.0.0.1');
