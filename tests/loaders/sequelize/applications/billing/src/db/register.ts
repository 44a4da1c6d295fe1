import { AccountInit } from '../models/Account';
import { EntryInit } from '../models/Entry';
import { StatementInit } from '../models/Statement';
import { associate } from '../models/associations';
import { ledger } from './connections';

[AccountInit, EntryInit, StatementInit].forEach((init) => init(ledger));
associate();
