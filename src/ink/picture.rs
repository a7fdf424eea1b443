//! Pictures in grey.

use comemo::Track;
use typst_library::World;
use typst_library::foundations::{Bytes, Smart};
use typst_library::visualize::{
    Image, ImageKind, PixelEncoding, PixelFormat, RasterFormat, RasterImage, SvgImage,
};

use crate::diagram::{FAMILIES, luminance};
use crate::model::Ink;

/// A picture in grey; nothing if part of it would stay in colour.
pub(super) fn grey(image: &Image, world: &(dyn World + Sync)) -> Option<Image> {
    let kind: ImageKind = match image.kind() {
        ImageKind::Svg(svg) => grey_svg(svg, world)?.into(),
        ImageKind::Raster(raster) => grey_raster(raster)?.into(),
        ImageKind::Pdf(_) => return None,
    };
    Some(Image::new(kind, image.alt().map(Into::into), image.scaling()))
}

/// The grey rendering of a figure, read as the layout reads the one in colour.
fn grey_svg(svg: &SvgImage, world: &(dyn World + Sync)) -> Option<SvgImage> {
    if has_picture(svg.tree().root()) {
        return None;
    }
    let world: &dyn World = world;
    let grey = grey_text(svg.data().clone())?;
    SvgImage::with_fonts_images(grey, world.track(), &FAMILIES, None).ok()
}

/// Whether a figure holds pixels, whose colours do not stand in its text.
fn has_picture(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(group) => has_picture(group),
        usvg::Node::Image(_) => true,
        usvg::Node::Path(_) | usvg::Node::Text(_) => false,
    })
}

#[comemo::memoize]
fn grey_text(svg: Bytes) -> Option<Bytes> {
    let text = svg.as_str().ok()?;
    Some(Bytes::from_string(Ink::Mono.of(text).into_owned()))
}

/// Pixels as the grey of their luminance, with their opacity.
#[comemo::memoize]
fn grey_raster(raster: &RasterImage) -> Option<RasterImage> {
    let pixels = raster.dynamic().to_rgba8();
    let (width, height) = pixels.dimensions();
    let opaque = pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let mut grey = Vec::with_capacity(pixels.len() / 2);
    for pixel in pixels.pixels() {
        let [red, green, blue, opacity] = pixel.0;
        grey.push(luminance([red, green, blue]));
        if !opaque {
            grey.push(opacity);
        }
    }
    let encoding = if opaque { PixelEncoding::Luma8 } else { PixelEncoding::Lumaa8 };
    let format = RasterFormat::Pixel(PixelFormat { encoding, width, height });
    RasterImage::new(Bytes::new(grey), format, Smart::Auto).ok()
}
