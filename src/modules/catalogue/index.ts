export { createBatchesRead } from './batches/batches.ts';
export { addBatchRoutes } from './batches/routes.ts';
export { problemTexts } from './batches/texts.ts';
export {
  BROWSE_PAGE,
  type Browse,
  type BrowsePage,
  createBrowse,
  type OpenSection,
  type ProductCard,
  type Section,
  type ShownProduct,
} from './browse.ts';
export {
  type CategoryStep,
  type LoadHead,
  PROBLEM_REASONS,
  type ProblemReason,
  type ProductDraft,
  type ReadRow,
  type ReadSource,
  type RowProblem,
  SourceError,
  type SourcePiece,
} from './draft.ts';
export { createImageFetcher } from './images/fetcher.ts';
export { createImageSweep } from './images/sweep.ts';
export type {
  ImportCounts,
  ImportEnd,
  ImportFile,
  ImportPreview,
  ImportProgress,
  ImportRisk,
  ImportSource,
  ImportWish,
  ProductBefore,
} from './import/contract.ts';
export { createImporter, type Importer } from './import/importer.ts';
export { createImportQueue, type ImportQueue } from './import/queue.ts';
export { createImportRunner, type ImportRunner } from './import/runner.ts';
export { createImportSweep } from './import/sweep.ts';
export { createUndo, type UndoRefusal } from './import/undo-batch.ts';
export type { Decided, Table } from './price-list/detect.ts';
export { type DryRun, dryRun } from './price-list/dry-run.ts';
export { createOneStep } from './price-list/one-step.ts';
export { createPriceLists } from './price-list/price-lists.ts';
export { TABLE_READERS } from './price-list/readers.ts';
export { CHARSETS, isField, SEPARATORS } from './price-list/reading.ts';
export { addOneStepRoute, addPriceListRoutes } from './price-list/routes.ts';
export { openFile, type ShellFile } from './price-list/shell-file.ts';
export { plainText, tableText } from './price-list/table-text.ts';
export type { ProductFind } from './products/list.ts';
export { addGoodsRoutes, createGoods, type Goods } from './products/register.ts';
export { readProducts } from './products/rows.ts';
export type { ListedProduct } from './products/schema.ts';
export { ListedProductView, listedView, ProductKey } from './products/view.ts';
export { normalSku } from './reading/sku.ts';
