//! Presentation attributes and where they come from.

use std::ops::Range;

use roxmltree::Node;

/// The nearest value of a presentation attribute with its bytes, by attribute
/// or by style.
pub(super) fn inherited<'a>(
    node: Node<'a, '_>,
    name: &str,
) -> Option<(&'a str, Range<usize>)> {
    node.ancestors().find_map(|node| {
        let style = node.attribute_node("style").and_then(|style| {
            let declared = style.value().split(';').find_map(|declaration| {
                let (property, value) = declaration.split_once(':')?;
                (property.trim() == name).then_some(value.trim())
            })?;
            Some((declared, style.range_value()))
        });
        let own = || node.attribute_node(name).map(|a| (a.value(), a.range_value()));
        style.or_else(own)
    })
}
