package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is public can be used with nothing that is not. */
class PublicApiTest {

  private static final String PAGE = MarkdownFiles.text(Path.of("docs", "reference", "java.md"));

  private static final JavaClasses CLASSES = ProductClasses.ALL;

  @Test
  void publicTypesShowNoInternalOnes() {
    Set<String> shown = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (isPublic(type)) {
        members(type).forEach(member -> internalTypes(member, shown));
        supertypes(type)
            .filter(other -> !mayBeShown(other) && !other.isAnnotatedWith(Internal.class))
            .forEach(other -> add(type, other, shown));
      }
    }
    assertThat(shown).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesUsePublicTypesAlone(String example, @TempDir Path folder) throws IOException {
    Matcher name = Pattern.compile("public final class (\\w+)").matcher(example);
    assertThat(name.find()).as(example).isTrue();
    ExampleCompiler.assertCompiles(name.group(1), example, folder);

    assertThat(Pattern.compile("import (dev[^;]+);").matcher(example).results())
        .isNotEmpty()
        .allMatch(used -> isPublic(CLASSES.get(used.group(1))), "are public");
  }

  static List<String> examples() {
    return Pattern.compile("(?ms)^```java\\n(.*?)^```$")
        .matcher(PAGE)
        .results()
        .map(example -> example.group(1))
        .toList();
  }

  @Test
  void thePageNamesAllOfThem() {
    String table = PAGE.substring(PAGE.indexOf("## What is public"));
    Set<String> named =
        Pattern.compile("`([A-Z]\\w+)`")
            .matcher(table)
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(CLASSES.stream().filter(type -> type.isAnnotatedWith(Public.class)))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void publicTypesCanBeSeen() {
    assertThat(CLASSES)
        .filteredOn(type -> type.isAnnotatedWith(Public.class))
        .hasSizeGreaterThan(15)
        .allMatch(type -> type.getModifiers().contains(JavaModifier.PUBLIC));
  }

  @Test
  void onlyPublicTypesCallMembersInternal() {
    for (JavaClass type : CLASSES) {
      Stream<JavaMember> internal =
          type.getMembers().stream().filter(member -> member.isAnnotatedWith(Internal.class));
      assertThat(internal)
          .as("members of %s that are called internal", type.getName())
          .allMatch(member -> isPublic(member.getOwner()));
    }
  }

  private static Stream<JavaMember> members(JavaClass type) {
    return type.getMembers().stream()
        .filter(
            member ->
                member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED))
        .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(member -> !member.isAnnotatedWith(Internal.class));
  }

  private static void internalTypes(JavaMember member, Set<String> shown) {
    Stream<JavaType> types =
        member instanceof JavaCodeUnit code
            ? Stream.concat(
                Stream.of(code.getReturnType()),
                Stream.concat(
                    code.getParameterTypes().stream(), code.getThrowsClause().getTypes().stream()))
            : member.getAllInvolvedRawTypes().stream().map(JavaType.class::cast);
    types
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .filter(type -> !mayBeShown(type))
        .forEach(type -> shown.add(member.getFullName() + " shows " + type.getName()));
  }

  private static Stream<JavaClass> supertypes(JavaClass type) {
    return Stream.concat(
            type.getSuperclass().stream().flatMap(other -> other.getAllInvolvedRawTypes().stream()),
            type.getInterfaces().stream().flatMap(other -> other.getAllInvolvedRawTypes().stream()))
        .filter(other -> !other.equals(type));
  }

  private static void add(JavaClass type, JavaClass other, Set<String> shown) {
    shown.add(type.getName() + " is a " + other.getName());
  }

  private static boolean mayBeShown(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return !base.getPackageName().startsWith("dev.reinstate")
        || base.getPackageName().equals("dev.reinstate.avro")
        || isPublic(base);
  }

  /** Nested types are as public as what they are nested in. */
  private static boolean isPublic(JavaClass type) {
    return !type.isAnnotatedWith(Internal.class)
        && (type.isAnnotatedWith(Public.class)
            || type.getEnclosingClass().filter(PublicApiTest::isPublic).isPresent()
                && type.getModifiers().contains(JavaModifier.PUBLIC));
  }
}
