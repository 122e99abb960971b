import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keys of this module, each for one purpose, all derived from SECRET_KEY. */
export interface Keys {
  /** A keyed hash that nobody can compute or search without SECRET_KEY. */
  digest(purpose: 'attempts' | 'recovery' | 'csrf', text: string): Buffer;
  /** Encrypts for rest (AES-256-GCM); `owner` must be named again to open it. */
  seal(plain: Uint8Array, owner: string): Buffer;
  /** What was sealed; throws when it was changed, is another owner's, or SECRET_KEY is not the one it was sealed with. */
  open(sealed: Uint8Array, owner: string): Buffer;
}

export const createKeys = (secretKey: string): Keys => {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, '', `kontora accounts ${purpose}`, 32));
  const digesting = {
    attempts: derive('attempts'),
    recovery: derive('recovery'),
    csrf: derive('csrf'),
  };
  const sealing = derive('sealing');

  return {
    digest: (purpose, text) => createHmac('sha256', digesting[purpose]).update(text).digest(),
    seal: (plain, owner) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, owner) => {
      const iv = sealed.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', sealing, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
};

/** How a random secret of 256 bits is stored. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
