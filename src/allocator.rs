//! The allocator of the program.
//!
//! Building a book is many short-lived trees on several threads, after which the
//! process ends.

/// Takes the place of the allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of `mi_option_purge_delay` in `mimalloc.h`.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Keeps memory that is freed for what comes next. Handing it back to the system,
/// to be asked for and cleared again a moment later, takes a fifth of a build.
#[expect(unsafe_code, reason = "the setting has no other door than that of C")]
pub fn keep_memory() {
    // SAFETY: the call stores a number in a table of settings.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) }
}
