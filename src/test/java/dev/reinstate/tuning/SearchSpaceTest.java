package dev.reinstate.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.SettingsReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static final Map<String, String> BASE =
      Map.of("observation.size", "25", "prediction.target", "class", "prediction.classes", "2");

  @Test
  void everyValueIsPossible() {
    for (SearchedSetting setting : SearchSpace.ALL.settings()) {
      for (String value : setting.values()) {
        Map<String, String> settings = new HashMap<>(BASE);
        settings.put(setting.key(), value);
        assertThatCode(() -> SettingsReader.read(settings))
            .as("%s=%s", setting.key(), value)
            .doesNotThrowAnyException();
      }
    }
  }

  /** It would be tried twice: a setting that is not changed has it. */
  @Test
  void defaultsAreNoChanges() {
    assertThat(SearchSpace.ALL.settings())
        .allSatisfy(
            setting -> {
              assertThat(setting.changes())
                  .isNotEmpty()
                  .hasSizeLessThanOrEqualTo(setting.values().size());
              assertThat(setting.values()).doesNotHaveDuplicates();
            });
    assertThat(SearchedSetting.of(JobOptions.MEMORY_EXPIRE_AFTER, "2160 h", "7 d").changes())
        .isEqualTo(
            JobOptions.MEMORY_EXPIRE_AFTER.defaultValue().toDays() == 90
                ? List.of("7 d")
                : List.of("2160 h", "7 d"));
  }

  @Test
  void theSeedDecidesWhatIsDrawn() {
    List<Candidate> drawn = SearchSpace.ALL.draw(50, 7, candidate -> true);

    assertThat(drawn).hasSize(50).doesNotHaveDuplicates().doesNotContain(Candidate.BASE);
    assertThat(SearchSpace.ALL.draw(50, 7, candidate -> true)).isEqualTo(drawn);
    assertThat(SearchSpace.ALL.draw(20, 7, candidate -> true)).isEqualTo(drawn.subList(0, 20));
    assertThat(SearchSpace.ALL.draw(50, 8, candidate -> true)).isNotEqualTo(drawn);
    assertThat(drawn.stream().mapToInt(candidate -> candidate.changes().size()).sum())
        .isBetween(2 * 50, 3 * 50);
  }

  @Test
  void whatIsSetIsNotSearched() {
    Set<String> set = Set.of("memory.k", "training.batch");

    assertThat(SearchSpace.ALL.without(set).draw(200, 1, candidate -> true))
        .noneMatch(candidate -> candidate.changes().keySet().stream().anyMatch(set::contains))
        .anyMatch(candidate -> candidate.changes().containsKey("memory.capacity"));
  }

  @Test
  void aSmallSpaceGivesWhatItHas() {
    SearchSpace small =
        new SearchSpace(List.of(SearchedSetting.of(JobOptions.MEMORY_K, "3", "5", "7")));

    assertThat(small.draw(50, 1, candidate -> !candidate.changes().containsValue("5")))
        .extracting(Candidate::text)
        .containsExactlyInAnyOrder("memory.k=3", "memory.k=7");
    assertThat(new SearchSpace(List.of()).draw(50, 1, candidate -> true)).isEmpty();
  }
}
