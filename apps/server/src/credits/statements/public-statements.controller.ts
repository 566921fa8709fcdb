import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Public } from '../../platform/auth/access.js';
import { Returns, ReturnsFile } from '../../platform/http/returns.js';
import { publicKeyListSchema } from '../credit-keys.dto.js';
import { CreditKeys } from '../credit-keys.service.js';
import { CredentialSigner } from './credential-signer.js';
import { PublicAddresses } from './public-addresses.js';
import { PublicStatements } from './public-statements.service.js';
import { checkCodeQuery, didDocumentSchema, publicStatementSchema, revocationsQuery, statementNumberParams, statusListParams } from './statements.dto.js';
import { StatusLists } from './status-lists.service.js';

const JSON_FILE = 'application/json';
const CREDENTIAL = 'application/vc';

/** 公开核验: whatever anyone needs to verify a statement, with or without this server. */
@Controller('public')
export class PublicStatementsController {
  constructor(
    private readonly statements: PublicStatements,
    private readonly statusLists: StatusLists,
    private readonly signer: CredentialSigner,
    private readonly creditKeys: CreditKeys,
    private readonly addresses: PublicAddresses,
  ) {}

  /** A statement by what stands on it. A number that does not exist and a code that does not fit are answered alike. */
  @Get('statements/:number')
  @Public()
  @Returns(publicStatementSchema)
  look(@Param({ schema: statementNumberParams }) { number }: z.infer<typeof statementNumberParams>, @Query({ schema: checkCodeQuery }) { code }: z.infer<typeof checkCodeQuery>) {
    return this.statements.look(number, code);
  }

  /** Revoked statements of a year, signed: `pnpm statement:verify FILE --revocations` reads it. */
  @Get('statement-revocations')
  @Public()
  @ReturnsFile(JSON_FILE)
  async revocations(@Query({ schema: revocationsQuery }) { year }: z.infer<typeof revocationsQuery>, @Res() reply: FastifyReply): Promise<void> {
    const text = await this.statements.revocations(year);
    await reply.type(JSON_FILE).header('cache-control', 'public, max-age=60').send(text);
  }

  /** Which credentials of a closing are revoked: a W3C Bitstring Status List. */
  @Get('status-lists/:closingId/:block')
  @Public()
  @ReturnsFile(CREDENTIAL)
  async statusList(@Param({ schema: statusListParams }) { closingId, block }: z.infer<typeof statusListParams>, @Res() reply: FastifyReply): Promise<void> {
    const list = await this.statusLists.of(closingId, block);
    await reply.type(CREDENTIAL).header('cache-control', 'public, max-age=300').send(JSON.stringify(list));
  }

  /** The platform as an issuer: the document of its did:web. */
  @Get('did.json')
  @Public()
  @Returns(didDocumentSchema)
  async did() {
    const methods = await this.signer.verificationMethods();
    return { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: this.addresses.did, verificationMethod: methods, assertionMethod: methods.map(({ id }) => id) };
  }

  /** The keys that sign, or once signed, the ledger's days, closings and statements; the newest first. */
  @Get('keys')
  @Public()
  @Returns(publicKeyListSchema)
  async keys() {
    return { items: await this.creditKeys.published() };
  }
}
