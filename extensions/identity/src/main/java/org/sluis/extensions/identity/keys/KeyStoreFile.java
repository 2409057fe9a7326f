// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter.EncryptionAlgorithm;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Named secrets in one BCFKS file (scrypt, AES-256), read once and kept in memory. A change replaces the file as a whole.
 */
public final class KeyStoreFile implements SecretStore {

    private static final Provider PROVIDER = new BouncyCastleProvider();
    /** 8 MiB, twice for each reading: about 0.3 s at a start. Our own passwords are random; the cost protects chosen ones. */
    private static final PBKDFConfig SCRYPT = new ScryptConfig.Builder(1 << 13, 8, 1).build();
    /** BCFKS wants a named algorithm; the entries are bytes of any length. */
    private static final String ALGORITHM = "HmacSHA256";

    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final char[] password;
    private Map<String, byte[]> entries;

    private KeyStoreFile(Path file, char[] password, Map<String, byte[]> entries) {
        this.file = file;
        this.password = password;
        this.entries = entries;
    }

    /**
     * Opens the key store, or makes an empty one if there is none; a missing password file is made with it, never for an existing
     * store.
     *
     * @throws UnusableKeysException if it cannot be opened; nothing was changed
     */
    public static KeyStoreFile open(Path file, Path passwordFile) {
        if (Files.exists(file)) {
            var password = KeyStorePassword.read(passwordFile);
            return new KeyStoreFile(file, password, load(file, password));
        }
        if (!Files.exists(passwordFile)) {
            KeyStorePassword.create(passwordFile);
        }
        var store = new KeyStoreFile(file, KeyStorePassword.read(passwordFile), Map.of());
        store.replace(Map.of());
        return store;
    }

    @Override
    public synchronized Map<String, byte[]> entries() {
        var copies = new LinkedHashMap<String, byte[]>();
        entries.forEach((name, bytes) -> copies.put(name, bytes.clone()));
        return Collections.unmodifiableMap(copies);
    }

    public synchronized Optional<byte[]> entry(String name) {
        return Optional.ofNullable(entries.get(name)).map(byte[]::clone);
    }

    /** Adds or replaces one entry. */
    public synchronized void put(String name, byte[] secret) {
        var next = new LinkedHashMap<>(entries);
        next.put(name, secret.clone());
        replace(next);
    }

    @Override
    public synchronized void replace(Map<String, byte[]> next) {
        try {
            OwnerOnlyFile.replace(file, bytes(next));
            entries = new LinkedHashMap<>(next);
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableKeysException(
                    "The key store " + file + " cannot be written: "
                            + e.getClass().getSimpleName()
                            + ". Check free space and the rights on its folder; the old one is as it was.",
                    e);
        }
    }

    private byte[] bytes(Map<String, byte[]> next) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("BCFKS", PROVIDER);
        var out = new ByteArrayOutputStream();
        store.load(null, null);
        for (var entry : next.entrySet()) {
            store.setKeyEntry(entry.getKey(), new SecretKeySpec(entry.getValue(), ALGORITHM), password, null);
        }
        store.store(new BCFKSLoadStoreParameter.Builder(out, password)
                .withStorePBKDFConfig(SCRYPT)
                .withStoreEncryptionAlgorithm(EncryptionAlgorithm.AES256_CCM)
                .build());
        return out.toByteArray();
    }

    private static Map<String, byte[]> load(Path file, char[] password) {
        try {
            if (OwnerOnlyFile.isOpenToOthers(file)) {
                throw new UnusableKeysException(
                        "The key store " + file + " may be read by others than its owner. Run: chmod 600 " + file);
            }
            if (Files.size(file) > LARGEST) {
                throw new UnusableKeysException("The key store " + file + " is larger than 1 MiB; that is not ours.");
            }
            var store = KeyStore.getInstance("BCFKS", PROVIDER);
            store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
            var entries = new LinkedHashMap<String, byte[]>();
            for (var name : Collections.list(store.aliases())) {
                entries.put(name, store.getKey(name, password).getEncoded());
            }
            return entries;
        } catch (UnusableKeysException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The parser fails in many ways, and what it says may quote bytes of the file.
            throw new UnusableKeysException("The key store " + file
                    + " cannot be opened: the password is another one, or the file is damaged or not a BCFKS key store."
                    + " It was left as it is; restore it or its password file from a backup.");
        }
    }
}
