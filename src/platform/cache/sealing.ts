import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts for rest (AES-256-GCM). */
export interface Sealing {
  /** `owner` must be named again to open it. */
  seal(plain: string, owner: string): Buffer;
  /** What was sealed; undefined when it was changed, is another owner's, or was sealed with another secret. */
  open(sealed: Uint8Array, owner: string): string | undefined;
}

/** A sealing whose key is derived from SECRET_KEY for this purpose alone. */
export const createSealing = (secretKey: string, purpose: string): Sealing => {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', `kontora ${purpose}`, 32));

  return {
    seal: (plain, owner) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, owner) => {
      const [iv, tag] = [sealed.subarray(0, IV_BYTES), sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
        const plain = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([plain, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
};

/** A name for a secret that tells nothing of it, in hex. */
export const fingerprintOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
