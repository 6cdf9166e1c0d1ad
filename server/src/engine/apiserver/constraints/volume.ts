import type { Constraints } from "../constraint";

/**
 * Volumes, mounts and variables have no constraints by type: the server looks at the first source of a volume only, and
 * calls many places by other paths than where they are. See `relations/volume*.ts`.
 */
export const VOLUME_CONSTRAINTS: Readonly<Record<string, Constraints>> = {};
