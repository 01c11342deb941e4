import { type CardCategory, layerIcon } from './categories';
import classes from './LayerIcon.module.css';

/** A layer's icon on a tile of its category's colour. */
export function LayerIcon({ type, category, size = 22 }: { type: string; category: CardCategory; size?: number }) {
  const Icon = layerIcon(type, category);
  return (
    <span className={classes.tile} data-category={category} style={{ width: size, height: size }} aria-hidden>
      <Icon size={Math.round(size * 0.64)} stroke={1.75} />
    </span>
  );
}
