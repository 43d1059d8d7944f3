package dev.reinstate.credit;

/**
 * Where the parameters of a read lie: for each head, as far as the form has them, k, λ, n and ρ;
 * then w of each head and rate, b, and β of each own feature, by logit.
 */
record ReadLayout(ReadForm form) {

  int count() {
    return weights() + combined();
  }

  private int combined() {
    return form.combined() ? form.experts() + (form.regression() ? 2 : 1) * logits() * linear() : 0;
  }

  /** Numbers that are linear in own features, for a logit. */
  private int linear() {
    return 1 + form.ownFeatures().length;
  }

  private int logits() {
    return form.outcome().logits();
  }

  private int perHead() {
    return shift(0) + (form.nullSlot() ? logits() : 0);
  }

  /** k of a head. */
  int temperature(int head) {
    return head == 0 ? 0 : head * perHead();
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

  /** w of the first head; those of the others and of the rates follow. */
  int weights() {
    return form.heads() * perHead();
  }

  /** b of the first logit; the others' follow. */
  int bias() {
    return weights() + form.experts();
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
