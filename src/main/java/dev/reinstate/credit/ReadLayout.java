package dev.reinstate.credit;

/**
 * Which read each head belongs to, and where the parameters of reads lie: for each head of each
 * read, as far as the form has them, k, λ, n and ρ; then w of each head, of the rates of each read,
 * and of the regression; then b, and β of each own feature, by logit. Shards of a read share its
 * parameters.
 */
final class ReadLayout {

  private final ReadForm form;

  /** By head: the source that it reads, where its own parameters lie, and what it compares. */
  private final int[] source;

  private final int[] parameterHead;
  private final int[] part;
  private final boolean[] code;

  /** By source: its first head. */
  private final int[] firstHead;

  /** By expert: where w lies, and the expert's share of it. */
  private final int[] weight;

  private final float[] share;

  /** Heads that have parameters of their own. */
  private final int ownHeads;

  /** Experts that have a weight of their own. */
  private final int ownExperts;

  ReadLayout(ReadForm form) {
    this.form = form;
    source = new int[form.heads()];
    parameterHead = new int[source.length];
    part = new int[source.length];
    code = new boolean[source.length];
    firstHead = new int[form.sources() + 1];
    weight = new int[form.combined() ? form.experts() : 0];
    share = new float[weight.length];
    ownHeads = form.reads().stream().mapToInt(ReadHeads::count).sum();
    ownExperts = ownHeads + form.rates() * form.reads().size() + (form.regression() ? 1 : 0);
    numberHeads();
    if (form.combined()) {
      placeWeights();
    }
  }

  private void numberHeads() {
    int head = 0;
    int at = 0;
    int own = 0;
    for (ReadHeads read : form.reads()) {
      for (int shard = 0; shard < read.shards(); shard++) {
        firstHead[at] = head;
        for (int h = 0; h < read.count(); h++) {
          source[head] = at;
          parameterHead[head] = own + h;
          part[head] = read.firstPart() + h;
          code[head] = h == read.learned();
          head++;
        }
        at++;
      }
      own += read.count();
    }
    firstHead[at] = head;
  }

  private void placeWeights() {
    int expert = 0;
    for (ReadHeads read : form.reads()) {
      for (int h = 0; h < read.shards() * read.count(); h++) {
        weight[expert] = weights() + parameterHead[expert];
        share[expert++] = 1f / read.shards();
      }
    }
    int own = weights() + ownHeads;
    for (ReadHeads read : form.reads()) {
      for (int rate = 0; rate < read.shards() * form.rates(); rate++) {
        weight[expert] = own + rate % form.rates();
        share[expert++] = 1f / read.shards();
      }
      own += form.rates();
    }
    if (form.regression()) {
      weight[expert] = own;
      share[expert] = 1;
    }
  }

  int count() {
    return weights() + combined();
  }

  private int combined() {
    return form.combined() ? ownExperts + (form.regression() ? 2 : 1) * logits() * linear() : 0;
  }

  /** Numbers that are linear in own features, for a logit. */
  private int linear() {
    return 1 + form.ownFeatures().length;
  }

  private int logits() {
    return form.outcome().logits();
  }

  private int perHead() {
    return (form.learnsTemperature() ? 1 : 0)
        + (form.aged() ? 1 : 0)
        + (form.nullSlot() ? 1 + logits() : 0);
  }

  /** Heads of all reads. */
  int heads() {
    return source.length;
  }

  /** The memory that a head reads. */
  int source(int head) {
    return source[head];
  }

  /** The first head of a source; of the number of sources: the number of heads. */
  int firstHead(int source) {
    return firstHead[source];
  }

  /** Whether a head compares codes. */
  boolean isCodeHead(int head) {
    return code[head];
  }

  /** The part of an embedding that a learned head compares. */
  int part(int head) {
    return part[head];
  }

  /** k of a head. */
  int temperature(int head) {
    return parameterHead[head] * perHead();
  }

  /** λ of a head. */
  int decay(int head) {
    return temperature(head) + (form.learnsTemperature() ? 1 : 0);
  }

  /** n of a head. */
  int nullLogit(int head) {
    return decay(head) + (form.aged() ? 1 : 0);
  }

  /** ρ of a head. */
  int shift(int head) {
    return nullLogit(head) + (form.nullSlot() ? 1 : 0);
  }

  /** The first w; the others follow. */
  int weights() {
    return ownHeads * perHead();
  }

  /** w of an expert. */
  int weight(int expert) {
    return weight[expert];
  }

  /** The part of its w that an expert has. */
  float share(int expert) {
    return share[expert];
  }

  /** b of the first logit; the others' follow. */
  int bias() {
    return weights() + ownExperts;
  }

  /** β of a logit; one for each own feature. */
  int own(int logit) {
    return bias() + logits() + logit * form.ownFeatures().length;
  }

  /** γ of a logit: one for the constant, then one for each own feature. */
  int regression(int logit) {
    return bias() + (logits() + logit) * linear();
  }
}
