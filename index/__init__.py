"""What can be found: segmentation, embeddings, FAISS, BM25, fusion, the saved index. No answers."""
