export declare const summaryMark: string;
