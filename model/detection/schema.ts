/** Keys below `audit` of what finds mistakes and intruders. */
export const detectionKeys = {};
