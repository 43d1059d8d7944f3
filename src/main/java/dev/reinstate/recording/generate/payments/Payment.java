package dev.reinstate.recording.generate.payments;

/**
 * A payment.
 *
 * @param time milliseconds since the epoch
 * @param manner how it is paid: one of the manners of {@link Market}
 */
record Payment(long time, int account, int merchant, int device, int manner) {}
