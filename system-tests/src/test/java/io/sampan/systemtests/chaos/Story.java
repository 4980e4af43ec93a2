package io.sampan.systemtests.chaos;

/// What all who take part in one run share.
///
/// @param seed from which all chances follow
/// @param testimony what people were told
/// @param timeline what happened when
record Story(long seed, Clock clock, Trouble trouble, Expectations testimony, Timeline timeline) {

    /// What is left to chance for one of them.
    Chances chancesOf(String who) {
        return new Chances(seed, who);
    }
}
