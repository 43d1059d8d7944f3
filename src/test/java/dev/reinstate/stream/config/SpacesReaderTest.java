package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reinstate.MarkdownFiles;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpacesReaderTest {

  private static final String FLIGHTS =
      """
      spaces:
        departures: {key: origin}
        arrivals: {key: destination}
        routes: {key: [origin, destination]}
        all: {sample: .125, shards: 4, capacity: 128, k: 8}
      """;

  private static final String SIX_READS =
      """
      reads:
        - departures at origin
        - departures at destination
        - arrivals at destination
        - arrivals at origin
        - routes
        - all
      """;

  private static Map<String, String> job(String yaml, String... sets) {
    Map<String, String> settings =
        JobFile.parse("{observation.size: 25, prediction.target: reward}", "base.yaml");
    settings.putAll(JobFile.parse(yaml, "job.yaml"));
    return JobFile.with(settings, List.of(sets));
  }

  private static LearnerSettings learner(Map<String, String> settings) {
    return SettingsReader.read(settings).learner();
  }

  private static SpacesSettings read(String yaml, String... sets) {
    return learner(job(yaml, sets)).spaces();
  }

  private static List<String> reads(String yaml, String... sets) {
    return read(yaml, sets).reads().stream().map(NamedRead::name).toList();
  }

  private static void assertRefused(String yaml, List<String> sets, String... words) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(yaml, sets.toArray(String[]::new)))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(words[0]).contains(words));
  }

  @Test
  void theJobsOfTheGuideAreRead() {
    List<SpacesSettings> jobs =
        Pattern.compile("(?ms)^```yaml$(.*?)^```$")
            .matcher(MarkdownFiles.text(Path.of("docs/guides/spaces.md")))
            .results()
            .map(block -> block.group(1))
            .filter(yaml -> yaml.contains("spaces:"))
            .map(SpacesReaderTest::read)
            .toList();
    assertThat(jobs).hasSize(2);
    assertThat(jobs).extracting(job -> job.reads().size()).containsExactly(5, 6);
  }

  @Test
  void aJobThatNamesNoSpacesHasOne() {
    assertThat(read("memory: {capacity: 50, k: 8}")).isEqualTo(SpacesSettings.unnamed(50, 8));
    assertThat(read("reads: []")).isEqualTo(SpacesSettings.unnamed(1000, 16));
    assertThat(read("spaces: {}").named()).isFalse();
  }

  @Test
  void spacesAreInTheOrderOfTheirNames() {
    SpacesSettings spaces = read(FLIGHTS);
    assertThat(spaces.named()).isTrue();
    assertThat(spaces.spaces())
        .containsExactly(
            new Space("all", List.of(), .125, 4, 128, 8),
            new Space("arrivals", List.of("destination"), 1, 1, 1000, 16),
            new Space("departures", List.of("origin"), 1, 1, 1000, 16),
            new Space("routes", List.of("origin", "destination"), 1, 1, 1000, 16));
    assertThat(spaces.keyNames()).containsExactly("destination", "origin");
  }

  @Test
  void eachSpaceIsReadAtItsOwnKeyWhereNoReadIsNamed() {
    assertThat(read(FLIGHTS).reads())
        .containsExactly(
            new NamedRead("all", 0, List.of()),
            new NamedRead("arrivals", 1, List.of("destination")),
            new NamedRead("departures", 2, List.of("origin")),
            new NamedRead("routes", 3, List.of("origin", "destination")));
  }

  @Test
  void readsKeepTheirOrder() {
    assertThat(read(FLIGHTS + SIX_READS).reads())
        .containsExactly(
            new NamedRead("departures at origin", 2, List.of("origin")),
            new NamedRead("departures at destination", 2, List.of("destination")),
            new NamedRead("arrivals at destination", 1, List.of("destination")),
            new NamedRead("arrivals at origin", 1, List.of("origin")),
            new NamedRead("routes", 3, List.of("origin", "destination")),
            new NamedRead("all", 0, List.of()));
  }

  @Test
  void theOrderOfSettingsDoesNotMatter() {
    Map<String, String> settings = job(FLIGHTS + SIX_READS);
    SpacesSettings expected = learner(settings).spaces();
    assertThat(learner(new HashMap<>(settings)).spaces()).isEqualTo(expected);
    assertThat(learner(new TreeMap<>(settings).descendingMap()).spaces()).isEqualTo(expected);
  }

  @Test
  void aCompositeKeyIsReadWithItsNamesInAnotherOrder() {
    assertThat(read(FLIGHTS, "reads=routes at destination+origin;departures;arrivals;all").reads())
        .first()
        .isEqualTo(
            new NamedRead("routes at destination+origin", 3, List.of("destination", "origin")));
  }

  @Test
  void namesOfReadsDoNotDependOnBlanks() {
    assertThat(
            reads(
                FLIGHTS,
                "reads= routes  at destination + origin ; departures at\torigin;arrivals;all "))
        .containsExactly("routes at destination+origin", "departures at origin", "arrivals", "all");
    assertThat(reads(FLIGHTS, "reads=[routes at destination + origin, departures, arrivals, all]"))
        .containsExactly("routes at destination+origin", "departures", "arrivals", "all");
  }

  @Test
  void anObservationsOwnKeyIsOneOfItsKeys() {
    SpacesSettings spaces =
        read(
            "{spaces: {cards: {key: key}, pairs: {key: [key, merchant]}}, reads: [cards at device, pairs]}");
    assertThat(spaces.spaces())
        .extracting(Space::keyNames)
        .containsExactly(List.of("key"), List.of("key", "merchant"));
    assertThat(spaces.keyNames()).containsExactly("device", "merchant");
  }

  @Test
  void whatASpaceDoesNotSayMemorySays() {
    SpacesSettings spaces =
        read("{memory: {capacity: 48, k: 12}, spaces: {a: {k: 4}, b: {capacity: 20}}}");
    assertThat(spaces.spaces()).extracting(Space::capacity).containsExactly(48, 20);
    assertThat(spaces.spaces()).extracting(Space::k).containsExactly(4, 12);
  }

  @Test
  void aSpaceNeedsNoSettings() {
    Space all = new Space("all", List.of(), 1, 1, 1000, 16);
    assertThat(read("spaces: {all: {}}").spaces()).containsExactly(all);
    assertThat(read("spaces.all: {}").spaces()).containsExactly(all);
    assertThat(read("spaces: {all: {key: []}}").spaces()).containsExactly(all);
    assertThat(read("spaces: {all: {}}", "spaces.all.k=8").spaces().get(0).k()).isEqualTo(8);
  }

  @Test
  void theCommandLineOverridesTheFile() {
    SpacesSettings spaces =
        read(FLIGHTS + SIX_READS, "spaces.all.k=2", "spaces.all.shards=64", "spaces.all.sample=1");
    assertThat(spaces.spaces().get(0)).isEqualTo(new Space("all", List.of(), 1, 64, 128, 2));
    assertThat(reads("spaces: {departures: {key: origin}, all: {}}", "reads=departures;all"))
        .containsExactly("departures", "all");
    assertThat(read(FLIGHTS, "spaces.by-day.key=day").spaces()).hasSize(5);
  }

  @Test
  void aJobFileSaysTheSameWhenItIsWrittenAndReadAgain() {
    Map<String, String> settings =
        job(FLIGHTS + SIX_READS, "spaces.every.key=", "reads=routes at destination+origin;every");
    assertThat(JobFile.parse(JobFile.text(settings), "again.yaml"))
        .containsExactlyEntriesOf(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spaces.all.sample | 0 | a number above 0, at most 1",
        "spaces.all.sample | 1.01 | a number above 0, at most 1",
        "spaces.all.sample | NaN | a number above 0, at most 1",
        "spaces.all.sample | some | a number above 0, at most 1",
        "spaces.all.shards | 0 | 1 to 64",
        "spaces.all.shards | 65 | 1 to 64",
        "spaces.all.shards | few | 1 to 64",
        "spaces.all.capacity | 1 | a whole number from 2",
        "spaces.all.k | 1 | 2 to spaces.all.capacity (128); a read of 1 has no gradient",
        "spaces.all.k | 129 | 2 to spaces.all.capacity (128)",
        "spaces.arrivals.k | 1001 | 2 to memory.capacity (1000)",
        "spaces.all.key | a;b;c;d;e | at most 4 different names of keys",
        "spaces.routes.key | origin;origin | at most 4 different names of keys",
        "spaces.routes.key | origin+destination | names of keys, each of letters, digits",
        "spaces.routes.key | the origin | names of keys, each of letters, digits",
        "spaces.routes.key | a;b! | such as [origin, destination]; none: all observations",
      })
  void anImpossibleValueIsNamedWithItsKeyAndWhatIsAllowed(
      String key, String value, String allowed) {
    assertRefused(
        FLIGHTS, List.of(key + "=" + value), key + ": '" + value + "' is not allowed", allowed);
  }

  @Test
  void aReadIsNotLargerThanWhatItReads() {
    assertRefused(
        "spaces: {all: {capacity: 8}}",
        List.of(),
        "spaces.all.k: '16', which memory.k says, is not allowed; allowed: 2 to"
            + " spaces.all.capacity (8)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "planes | SPACE and SPACE at NAME, where SPACE is one of all, arrivals, departures, routes",
        "departures, origin | where SPACE is one of all,",
        "at origin | where SPACE is one of all,",
        "all at origin | all; all observations share its memory, since spaces.all.key is not set",
        "routes at origin | routes at 2 names joined by +, as spaces.routes.key has: origin+destination",
        "departures at origin+destination | departures at 1 name, as spaces.departures.key has: origin",
        "departures at | where SPACE is one of all,",
        "departures at origin at noon | names of keys, each of letters",
        "routes at origin+ | names of keys, each of letters",
        "routes at origin+origin | at most 4 different names",
      })
  void anImpossibleReadIsNamedWithWhatIsAllowed(String read, String allowed) {
    Map<String, String> settings = job(FLIGHTS);
    settings.put("reads", "all;" + read);
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(settings))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("reads: '" + read + "' is not allowed")
                    .contains(allowed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"departures", "departures at origin", " departures  at origin "})
  void eachReadIsThereOnce(String again) {
    assertRefused(
        FLIGHTS,
        List.of("reads=departures at origin;" + again + ";arrivals;routes;all"),
        "reads: '" + again.strip().replace("  ", " ") + "' is not allowed",
        "each read once; 'departures at origin' stands before it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"departures;arrivals;all", "departures", ""})
  void eachSpaceIsRead(String reads) {
    assertRefused(
        FLIGHTS,
        List.of("reads=" + reads),
        "reads: '"
            + reads
            + "' is not allowed; allowed: at least one read of each space (all,"
            + " arrivals, departures, routes); none reads ",
        "so that nothing would be learned from its memories");
  }

  @Test
  void readsNeedSpaces() {
    assertRefused(
        "reads: [all]",
        List.of(),
        "reads: 'all' is not allowed; allowed: none, since the job has no spaces; they are named"
            + " by spaces.<name>.key");
  }

  @Test
  void spacesAndReadsAreNotWithoutEnd() {
    String[] spaces = spaces(33);
    assertThat(read("seed: 1", spaces(32)).reads()).hasSize(32);
    assertRefused(
        "seed: 1", List.of(spaces), "spaces: '33' of them are not allowed; allowed: at most 32");
    String reads =
        IntStream.range(0, 33).mapToObj(i -> "all at n" + i).collect(Collectors.joining(";"));
    assertRefused(
        "spaces: {all: {key: key}}",
        List.of("reads=" + reads),
        "reads: 'all at n0;",
        "at most 32 reads");
  }

  private static String[] spaces(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "spaces.s" + i + ".key=k" + i)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({"8, 16383", "32, 4095"})
  void theEmbeddingsOfAllSpacesMustFitIntoState(String bits, int most) {
    assertThat(
            learner(
                    job(
                        FLIGHTS,
                        "network.embedding.bits=" + bits,
                        "network.embedding.size=" + most))
                .networks()
                .embeddingSize())
        .isEqualTo(most);
    assertRefused(
        FLIGHTS,
        List.of("network.embedding.bits=" + bits, "network.embedding.size=" + (most + 1)),
        "network.embedding.size: '"
            + (most + 1)
            + "' is not allowed; allowed: 2 to "
            + most
            + " where network.embedding.bits is "
            + bits
            + " and there are 4 spaces");
  }

  /** An observation whose key has a longer name is a dead letter. */
  @Test
  void aNameIsNoLongerThanTheNamesOfKeysMayBe() {
    assertRefused(
        "{limits.id-bytes: 8, spaces: {shops: {key: merchants}}}",
        List.of(),
        "spaces.shops.key: 'merchants' is not allowed",
        "at most limits.id-bytes (8) bytes long");
    assertRefused(
        "{limits.id-bytes: 8, spaces: {shops: {key: shop}}, reads: [shops, shops at merchants]}",
        List.of(),
        "reads: 'shops at merchants' is not allowed",
        "at most limits.id-bytes (8) bytes long");
    assertThat(read("{limits.id-bytes: 8, spaces: {shops: {key: merchant}}}").named()).isTrue();
  }

  @Test
  void namesOfKeysMayBeInAnyLanguage() {
    assertThat(read("spaces: {haendler: {key: [Händler.Nr, 店]}}").keyNames())
        .containsExactly("Händler.Nr", "店");
  }

  @Test
  void aSettingThatNoSpaceHasIsRefusedWhereverItComesFrom() {
    Map<String, String> settings = job(FLIGHTS);
    settings.put("spaces.all.kk", "8");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(settings))
        .withMessageStartingWith("there is no setting 'spaces.all.kk'; allowed are ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "linear"})
  void whatReadsSayMayBeAveraged(String combination) {
    assertThat(read(FLIGHTS + SIX_READS, "prediction.combination=" + combination).reads())
        .hasSize(6);
  }
}
