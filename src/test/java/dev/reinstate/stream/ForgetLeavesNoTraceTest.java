package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Autoencoder;
import dev.reinstate.event.Event;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.Precision;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.model.Standardiser;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of what is forgotten, nothing is found in the bytes of a savepoint: no name, no id, no features
 * and no code; whatever happened to the job before.
 */
class ForgetLeavesNoTraceTest {

  private static final String KEY = "secret-key";
  private static final int OTHER_KEYS = 12;
  private static final int OBSERVATIONS = 9;
  private static final long NOW = 200;

  private static final String[] SETTINGS = {
    "memory.capacity", "40",
    "memory.refresh", "both",
    "memory.sweep-per-batch", "3",
    "network.code.size", "12",
    "training.rehearsal", "4",
    "training.rehearsal-window", "1 d",
    "training.autoencoder.rehearsal", "1",
    "feedback.default-after", "500 ms",
    "feedback.default-target", "0"
  };

  private static final String[] DIRECT = {
    "features.standardise", "true",
    "network.code.kind", "direct",
    "memory.code-head", "true",
    "memory.refresh", "none"
  };

  private final JobSettings shared = TestJobs.shared(SETTINGS);
  private final List<ModelPart> parts = new TestModels(shared).publication(3, 5);

  /** All that can happen to a key has happened to this one, or is about to. */
  private static List<Event> events(String key, String name) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < OBSERVATIONS; i++) {
      String id = name + "-o" + i;
      String feedbackId = name + "-f" + i;
      events.add(observation(key, id, 10L * i));
      if (i > 0) {
        // some of it early
        events.add(feedback(key, feedbackId, id, 10L * i + (i % 3 == 0 ? -4 : 5), 1));
        events.add(feedback(key, feedbackId + "-again", id, 10L * i + 40, 0));
      }
    }
    events.add(feedback(key, name + "-f-held", name + "-o-never", 100, 1));
    events.add(observation(key, name + "-o-waits", NOW + 10));
    events.add(feedback(key, name + "-f-waits", name + "-o-waits", NOW + 20, 1));
    return events;
  }

  private List<MemoryOperatorHarness> filled(JobSettings settings, Backend backend)
      throws Exception {
    MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend);
    operator.model(parts);
    for (int key = 0; key < OTHER_KEYS; key++) {
      operator.push(events("other" + key, "other"));
    }
    // last, so that the sweep and what is not learned from yet end with it
    operator.push(events(KEY, "secret"));
    operator.watermark(NOW);
    return List.of(operator);
  }

  private static MemoryOperatorHarness ofKey(List<MemoryOperatorHarness> subtasks) {
    return subtasks.get(
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            KEY, TestMetrics.MAX_PARALLELISM, subtasks.size()));
  }

  private static List<MemoryOperatorHarness> rescale(
      JobSettings settings, Backend backend, List<MemoryOperatorHarness> subtasks, int to)
      throws Exception {
    List<OperatorSubtaskState> saved = new ArrayList<>();
    for (MemoryOperatorHarness subtask : subtasks) {
      saved.add(subtask.snapshot());
      subtask.close();
    }
    return MemoryOperatorHarness.rescale(settings, backend, saved, to);
  }

  /** What of the secret observations must not be found, by what it is. */
  private Map<String, byte[]> secrets(List<String> ids) throws IOException {
    Map<String, byte[]> secrets = new TreeMap<>();
    try (Model model = new Model(shared.learner())) {
      ModelReceiver receiver = new ModelReceiver(model);
      parts.forEach(receiver::receive);
      Autoencoder autoencoder = model.autoencoder();
      for (String id : ids) {
        Observation observation = observation(KEY, id, 0);
        secrets.put("id " + id, id.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer features = ByteBuffer.allocate(Float.BYTES * TestJobs.FEATURES);
        for (float feature : observation.features()) {
          features.putFloat(feature);
        }
        secrets.put("features of " + id, features.array());
        float[] code = new float[autoencoder.codeSize()];
        autoencoder.encode(observation.features(), 1, code);
        byte[] bytes = new byte[code.length];
        Precision.INT8.writeCodes(code, 0, code.length, bytes, 0);
        secrets.put("code of " + id, bytes);
      }
    }
    return secrets;
  }

  /** What of them is in a savepoint of the subtasks. */
  private static List<String> found(
      List<MemoryOperatorHarness> subtasks, Map<String, byte[]> secrets) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (MemoryOperatorHarness subtask : subtasks) {
      OperatorSubtaskState saved = subtask.savepoint();
      List<StreamStateHandle> handles = new ArrayList<>();
      saved.getManagedOperatorState().forEach(handles::add);
      saved.getRawOperatorState().forEach(handles::add);
      Stream.concat(saved.getManagedKeyedState().stream(), saved.getRawKeyedState().stream())
          .forEach(handle -> handles.add((StreamStateHandle) handle));
      for (StreamStateHandle handle : handles) {
        try (InputStream in = handle.openInputStream()) {
          in.transferTo(all);
        }
      }
    }
    String bytes = all.toString(StandardCharsets.ISO_8859_1);
    return secrets.entrySet().stream()
        .filter(secret -> bytes.contains(text(secret.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static List<String> ids() {
    List<String> ids = new ArrayList<>(List.of("secret-o-waits"));
    for (int i = 0; i < OBSERVATIONS; i++) {
      ids.add("secret-o" + i);
    }
    return ids;
  }

  private Map<String, byte[]> ofTheKey() throws IOException {
    Map<String, byte[]> secrets = secrets(ids());
    // also in every id of it
    secrets.put("secret", "secret".getBytes(StandardCharsets.US_ASCII));
    return secrets;
  }

  private static void close(List<MemoryOperatorHarness> subtasks) throws Exception {
    for (MemoryOperatorHarness subtask : subtasks) {
      subtask.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofAForgottenKey(Backend backend) throws Exception {
    List<MemoryOperatorHarness> subtasks = filled(shared, backend);
    Map<String, byte[]> secrets = ofTheKey();
    assertThat(found(subtasks, secrets)).contains("code of secret-o0", "features of secret-o1");
    ofKey(subtasks).push(new Forget(KEY, null, NOW));
    assertThat(found(subtasks, secrets)).isEmpty();
    close(subtasks);
  }

  @ParameterizedTest
  @EnumSource
  void ofAKeyForgottenAfterRescales(Backend backend) throws Exception {
    List<MemoryOperatorHarness> three = rescale(shared, backend, filled(shared, backend), 3);
    List<MemoryOperatorHarness> two = rescale(shared, backend, three, 2);
    Map<String, byte[]> secrets = ofTheKey();
    assertThat(found(two, secrets)).contains("code of secret-o0", "features of secret-o1");
    ofKey(two).push(new Forget(KEY, null, NOW));
    assertThat(found(two, secrets)).isEmpty();
    close(two);
  }

  @ParameterizedTest
  @EnumSource
  void ofAKeyForgottenBetweenRescales(Backend backend) throws Exception {
    List<MemoryOperatorHarness> three = rescale(shared, backend, filled(shared, backend), 3);
    ofKey(three).push(new Forget(KEY, null, NOW));
    List<MemoryOperatorHarness> two = rescale(shared, backend, three, 2);
    assertThat(found(two, ofTheKey())).isEmpty();
    close(two);
  }

  /** Its autoencoder learns, so that codes change; embeddings wait for its next step. */
  @ParameterizedTest
  @EnumSource
  void ofAKeyThatAnInlineTrainerLearnsFrom(Backend backend) throws Exception {
    JobSettings inline =
        TestJobs.inline(
            Stream.concat(Stream.of(SETTINGS), Stream.of("training.batch", "50"))
                .toArray(String[]::new));
    List<MemoryOperatorHarness> one = filled(inline, backend);
    Map<String, byte[]> secrets = ofTheKey();
    assertThat(found(one, secrets)).contains("features of secret-o1", "id secret-o1");
    assertThat(one.get(0).learner().refreshes()).anyMatch(r -> r.key().equals(KEY));
    one.get(0).push(new Forget(KEY, null, NOW));
    assertThat(found(one, secrets)).isEmpty();
    close(one);
  }

  /** They wait until there are enough of them to tell how observations vary. */
  @Test
  void ofTheFirstObservations() throws Exception {
    JobSettings inline = TestJobs.inline("memory.refresh", "none");
    for (String forgotten : new String[] {null, "secret-o1"}) {
      List<MemoryOperatorHarness> one =
          List.of(MemoryOperatorHarness.open(inline, Backend.ROCKSDB));
      one.get(0).push(observation(KEY, "secret-o1", 10), observation("other", "o2", 20));
      one.get(0).watermark(NOW);
      Map<String, byte[]> secrets = secrets(List.of("secret-o1"));
      assertThat(found(one, secrets)).contains("features of secret-o1");
      one.get(0).push(new Forget(KEY, forgotten, NOW));
      assertThat(found(one, secrets)).isEmpty();
      close(one);
    }
  }

  /** So do their features one by one, in wider numbers, where codes are direct. */
  @Test
  void ofTheFirstFeatures() throws Exception {
    JobSettings inline = TestJobs.inline(DIRECT);
    for (String forgotten : new String[] {null, "secret-o1"}) {
      List<MemoryOperatorHarness> one =
          List.of(MemoryOperatorHarness.open(inline, Backend.ROCKSDB));
      one.get(0).push(observation(KEY, "secret-o1", 10), observation("other", "o2", 20));
      one.get(0).watermark(NOW);
      Map<String, byte[]> secrets = numbers(observation(KEY, "secret-o1", 10));
      assertThat(found(one, secrets)).hasSize(TestJobs.FEATURES + 1);
      one.get(0).push(new Forget(KEY, forgotten, NOW));
      assertThat(found(one, secrets)).isEmpty();
      close(one);
    }
  }

  /** Each number of an observation as statistics keep it, and its code before there are any. */
  private static Map<String, byte[]> numbers(Observation observation) {
    Map<String, byte[]> secrets = new TreeMap<>();
    int size = observation.features().length;
    float[] code = new float[size];
    for (int i = 0; i < size; i++) {
      float x = observation.features()[i];
      secrets.put("number " + i, ByteBuffer.allocate(Double.BYTES).putDouble(x).array());
      code[i] = x / Standardiser.MAX;
    }
    byte[] bytes = new byte[size];
    Precision.INT8.writeCodes(code, 0, size, bytes, 0);
    secrets.put("code", bytes);
    return secrets;
  }

  /** What is rehearsed of the key goes with the first, since it may have read any of the others. */
  @ParameterizedTest
  @EnumSource
  void ofAForgottenMemory(Backend backend) throws Exception {
    List<MemoryOperatorHarness> two = rescale(shared, backend, filled(shared, backend), 2);
    assertThat(found(two, secrets(ids())))
        .contains("features of secret-o0", "features of secret-o3", "code of secret-o7");
    for (String id : List.of("secret-o0", "secret-o3", "secret-o7", "secret-o-waits")) {
      Map<String, byte[]> secrets = secrets(List.of(id));
      String feedbackId = id.replace("-o", "-f");
      secrets.put("feedback " + feedbackId, feedbackId.getBytes(StandardCharsets.US_ASCII));
      assertThat(found(two, secrets)).contains("id " + id);
      ofKey(two).push(new Forget(KEY, id, NOW));
      assertThat(found(two, secrets)).isEmpty();
    }
    ofKey(two).push(new Forget(KEY, "secret-o-never", NOW));
    byte[] held = "secret-f-held".getBytes(StandardCharsets.US_ASCII);
    assertThat(found(two, Map.of("held", held))).isEmpty();
    close(two);
  }
}
