package dev.reinstate.kafka;

import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.NotReadyException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what went wrong with Kafka, without the values of its clients' properties. */
public final class KafkaFailure {

  /** Shorter ones are in many words, and no secret. */
  private static final int MIN_WORD_LENGTH = 4;

  private static final Pattern WORD = Pattern.compile("[^\\s\"'=;]+");

  private KafkaFailure() {}

  /**
   * Does what speaks to Kafka.
   *
   * @throws NotReadyException if Kafka's clients fail, saying why
   */
  public static <T> T explained(KafkaSettings settings, Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (KafkaException e) {
      throw new NotReadyException(sentence(settings, e));
    }
  }

  private static String sentence(KafkaSettings settings, KafkaException e) {
    Throwable known = chain(e).filter(cause -> meaning(cause) != null).findFirst().orElse(null);
    String where = "Kafka at " + settings.bootstrapServers() + ": ";
    return known == null
        ? where + withoutValues(settings, said(e))
        : where + meaning(known) + ": " + withoutValues(settings, said(known));
  }

  private static @Nullable String meaning(Throwable e) {
    if (e instanceof SaslAuthenticationException) {
      return "the brokers refuse the user of %ssasl.*".formatted(JobOptions.KAFKA_PROPERTIES);
    }
    if (e instanceof SslAuthenticationException) {
      return "no secure connection with %sssl.*".formatted(JobOptions.KAFKA_PROPERTIES);
    }
    if (e instanceof AuthorizationException) {
      return "the user may not do this";
    }
    if (e instanceof TimeoutException) {
      return "no answer in time; check %s and %ssecurity.protocol"
          .formatted(JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), JobOptions.KAFKA_PROPERTIES);
    }
    return null;
  }

  /** All messages from here on down; many repeat those of their causes. */
  private static String said(Throwable e) {
    List<String> messages = new ArrayList<>();
    chain(e)
        .map(Throwable::getMessage)
        .filter(message -> message != null && messages.stream().noneMatch(m -> m.contains(message)))
        .forEach(messages::add);
    return String.join(": ", messages);
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
  }

  /** Values, and the words of long ones such as sasl.jaas.config, give way to their names. */
  private static String withoutValues(KafkaSettings settings, String text) {
    String left = text;
    for (Map.Entry<String, String> property : settings.properties().entrySet()) {
      String name =
          Matcher.quoteReplacement("(" + JobOptions.KAFKA_PROPERTIES + property.getKey() + ")");
      for (String word : words(property.getValue())) {
        left =
            Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)")
                .matcher(left)
                .replaceAll(name);
      }
    }
    return left;
  }

  /** The longest first, as others are in them. */
  private static List<String> words(String value) {
    Set<String> words =
        new TreeSet<>(
            Comparator.comparing(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    words.add(value);
    WORD.matcher(value).results().map(result -> result.group()).forEach(words::add);
    return words.stream().filter(word -> word.length() >= MIN_WORD_LENGTH).toList();
  }
}
