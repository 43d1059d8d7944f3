package dev.reinstate.learner;

import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import dev.reinstate.state.session.MemoryKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A job of several spaces: payments of accounts, which are their keys, to merchants. What is known
 * of a payment is known under its account, under its merchant, and of all payments.
 */
public final class Payments {

  /** The spaces. */
  public static final int ACCOUNTS = 0;

  public static final int MERCHANTS = 1;
  public static final int ALL = 2;

  private static final String MERCHANT = "merchant";

  private final SpacesSettings spaces;
  private final MemoryKeys keys;

  private Payments(SpacesSettings spaces) {
    this.spaces = spaces;
    keys = new MemoryKeys(spaces);
  }

  /**
   * Three reads of memories of the same size.
   *
   * @param sample of the payments that become memories of all
   * @param shards of all
   */
  public static Payments of(int capacity, int k, double sample, int shards) {
    return of(capacity, capacity, k, sample, shards);
  }

  /**
   * @param ofMerchant capacity of a merchant's memory
   */
  public static Payments of(int capacity, int ofMerchant, int k, double sample, int shards) {
    List<String> own = List.of(EventLimits.OWN_KEY);
    return new Payments(
        new SpacesSettings(
            List.of(
                new Space("accounts", own, 1, 1, capacity, k),
                new Space("merchants", List.of(MERCHANT), 1, 1, ofMerchant, k),
                new Space("all", List.of(), sample, shards, capacity, k)),
            List.of(
                new NamedRead("account", ACCOUNTS, own),
                new NamedRead("merchant", MERCHANTS, List.of(MERCHANT)),
                new NamedRead("all", ALL, List.of()))));
  }

  public SpacesSettings spaces() {
    return spaces;
  }

  /** A payment to a merchant; to none where that is empty. */
  public static Observation payment(String account, String id, long time, String merchant) {
    Observation observation = World.observation(account, id, time);
    return merchant.isEmpty() ? observation : observation.withKeys(Map.of(MERCHANT, merchant));
  }

  /** The key of state of an account's memories. */
  public String ofAccount(String account) {
    return keys.places(account, "", new String[] {""}).read()[ACCOUNTS];
  }

  /** The key of state of a merchant's memories. */
  public String ofMerchant(String merchant) {
    return keys.places("account", "", new String[] {merchant}).read()[MERCHANTS];
  }

  /** The keys of state of the memories of all, shard by shard. */
  public List<String> ofAll() {
    String[] sources = keys.places("account", "", new String[] {""}).read();
    return Arrays.asList(sources).subList(ALL, sources.length);
  }

  /** The key of state of the memories of all that a payment becomes one of; null: of none. */
  public String ofAll(String account, String id) {
    return keys.places(account, id, new String[] {""}).written()[ALL];
  }

  /** The payments that are memories under a key of state, as {@code account/id}, by slot. */
  public List<String> held(World world, String key) {
    world.state.select(key);
    List<String> held = new ArrayList<>();
    if (world.state.header() != null) {
      ExternalMemory memory = world.memory(key);
      for (int slot = 0; slot < world.state.header().ring.extent(); slot++) {
        if (memory.occupied(slot)) {
          String id = memory.id(slot);
          held.add(keys.owner(id, key) + "/" + keys.observationId(id));
        }
      }
    }
    return held;
  }

  /** Those of all, shard by shard. */
  public List<String> heldOfAll(World world) {
    return ofAll().stream().flatMap(key -> held(world, key).stream()).toList();
  }

  /** The part that a space has of f(x̂) of a memory, as the autoencoder and the model are now. */
  public static float[] embedded(World world, String key, int slot, int space) {
    byte[] code = new byte[world.settings.codeBytes()];
    world.memory(key).readCode(slot, code, 0);
    float[] x = new float[world.settings.inputSize()];
    new AutoencoderCodec(world.model.autoencoder(), world.settings.codePrecision())
        .decode(code, 1, x);
    float[] embedding = new float[world.settings.embeddingSize()];
    world.model.embedding().forward(x, 1, embedding);
    int part = world.settings.networks().embeddingSize();
    return Arrays.copyOfRange(embedding, space * part, (space + 1) * part);
  }

  /** The memories of a read that a credit names. */
  public static List<String> credited(World world, String read) {
    return world.lastCredit().memories().stream()
        .filter(memory -> memory.read().equals(read))
        .map(MemoryCredit::memoryId)
        .toList();
  }

  /** The memories of a read that the last prediction names. */
  public static List<String> predicted(World world, String read) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < world.lastPrediction().memoryIds().length; i++) {
      if (world.lastPrediction().reads()[i].equals(read)) {
        ids.add(world.lastPrediction().memoryIds()[i]);
      }
    }
    return ids;
  }
}
