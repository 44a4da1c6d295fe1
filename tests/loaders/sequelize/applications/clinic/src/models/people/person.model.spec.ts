import { Person } from './person.model';

describe('Person', () => {
  it('has a name', () => expect(new Person({ name: 'x' }).name).toBe('x'));
});
