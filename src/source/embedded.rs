//! The guide, fonts and layout that travel inside the binary.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "content"]
#[prefix = "/content/"]
struct Content;

#[derive(RustEmbed)]
#[folder = "diagrams"]
#[prefix = "/diagrams/"]
struct Diagrams;

#[derive(RustEmbed)]
#[folder = "fonts"]
#[prefix = "/fonts/"]
struct Fonts;

#[derive(RustEmbed)]
#[folder = "src/layout"]
#[prefix = "/layout/"]
struct Layout;

/// The files of the embedded guide and its fonts, by path from the root.
pub fn guide() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    files::<Content>().chain(files::<Diagrams>()).chain(fonts())
}

/// The embedded fonts with their licence, by path from the root.
pub fn fonts() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    files::<Fonts>()
}

/// The files of the layout, by path from the root.
pub fn layout() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    files::<Layout>()
}

fn files<E: RustEmbed>() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    let mut paths: Vec<_> = E::iter().collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| Some((path.to_string(), E::get(&path)?.data)))
}
